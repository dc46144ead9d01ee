using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using NpgsqlTypes;

namespace MsoNetwork.Sql;

/// <summary>A type whose properties stand in several columns, named after the property's.</summary>
/// <param name="Type">The type.</param>
/// <param name="Columns">From the column's name with its table to the select list.</param>
/// <param name="Read">Reads these columns.</param>
public sealed record SeveralColumns(Type Type, Func<string, string> Columns, Func<SqlRow, object> Read);

/// <summary>
/// A class whose properties are the columns of the same names in snake case: what is selected, read and written comes from this one list,
/// so that no order can differ from another. Enumerations stand in columns by their members' names, dictionaries as JSON.
/// </summary>
public sealed class StoredRow<T>
{
    private readonly IReadOnlyList<(string Column, SeveralColumns? Several, Func<SqlConditions, T, string>? Write)> _columns;

    /// <param name="several">Types of properties that stand in several columns.</param>
    /// <param name="without">Properties that are no columns, or that are not read.</param>
    public StoredRow(IReadOnlyList<SeveralColumns>? several = null, IReadOnlyList<string>? without = null)
    {
        var properties = typeof(T).GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => property.CanWrite && without?.Contains(property.Name) != true).ToList();
        SeveralColumns? Several(PropertyInfo property) => several?.FirstOrDefault(one => one.Type == property.PropertyType);
        _columns = properties.ConvertAll(property => (
            ColumnName.Of(property.Name), Several(property),
            Several(property) is null ? Writing(property) : null));
        var row = Expression.Parameter(typeof(SqlRow));
        var values = properties.Select(property => Expression.Bind(property, Reading(row, property.PropertyType, Several(property))));
        Read = Expression.Lambda<Func<SqlRow, T>>(Expression.MemberInit(Expression.New(typeof(T)), values), row).Compile();
    }

    /// <summary>Reads what <see cref="Select"/> selects.</summary>
    public Func<SqlRow, T> Read { get; }

    /// <summary>The select list.</summary>
    /// <param name="table">The table's alias.</param>
    public string Select(string table) => string.Join(", ", _columns.Select(one =>
        one.Several is null ? $"{table}.{one.Column}" : one.Several.Columns($"{table}.{one.Column}")));

    /// <summary>The columns with the places of their values among a statement's parameters.</summary>
    public IReadOnlyList<(string Column, string Place)> Write(T row, SqlConditions values) =>
        [.. _columns.Where(one => one.Write is not null).Select(one => (one.Column, one.Write!(values, row)))];

    private static Expression Reading(Expression row, Type type, SeveralColumns? several)
    {
        if (several is not null) return Expression.Convert(Expression.Invoke(Expression.Constant(several.Read), row), type);
        var inner = Nullable.GetUnderlyingType(type);
        var (name, of) = type switch
        {
            _ when type == typeof(string) => (nameof(SqlRow.TextOrNull), null),
            _ when inner is not null => (nameof(SqlRow.ValueOrNull), inner),
            { IsEnum: true } => (nameof(SqlRow.Member), type),
            { IsGenericType: true } => (nameof(SqlRow.Json), type),
            _ => (nameof(SqlRow.Value), (Type?)type),
        };
        return Expression.Call(row, name, of is null ? null : [of]);
    }

    private static Func<SqlConditions, T, string> Writing(PropertyInfo property)
    {
        var (values, row) = (Expression.Parameter(typeof(SqlConditions)), Expression.Parameter(typeof(T)));
        var place = Expression.Call(
            typeof(StoredValue), nameof(StoredValue.Place), [property.PropertyType], values, Expression.Property(row, property));
        return Expression.Lambda<Func<SqlConditions, T, string>>(place, values, row).Compile();
    }
}

/// <summary>How a property's value becomes a parameter.</summary>
internal static class StoredValue
{
    public static string Place<TValue>(SqlConditions values, TValue value) => value switch
    {
        Enum member => values.Parameter(member.ToString()),
        Dictionary<string, string> texts => values.Parameter(
            JsonSerializer.Serialize(texts, JsonSerializerOptions.Default), NpgsqlDbType.Jsonb),
        string or null when typeof(TValue) == typeof(string) => values.Parameter((string?)(object?)value, NpgsqlDbType.Text),
        _ => values.Parameter(value),
    };
}
