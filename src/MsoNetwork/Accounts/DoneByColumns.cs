using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MsoNetwork.Sql;

namespace MsoNetwork.Accounts;

/// <summary>
/// How tables keep a <see cref="DoneBy"/>: three columns, for example closed_by (the organisation), closed_by_centre, closed_by_person.
/// </summary>
internal static class DoneByColumns
{
    /// <summary>For rows that have one.</summary>
    public static IReadOnlyList<SeveralColumns> Several { get; } = [new(typeof(DoneBy), Of, Read)];

    /// <summary>The select list of one, for example of <c>c.closed_by</c>.</summary>
    public static string Of(string column) => $"{column}, {column}_centre, {column}_person";

    public static DoneBy Read(SqlRow row)
    {
        var (organisation, centre) = (row.ValueOrNull<Guid>(), row.TextOrNull());
        return new(row.ValueOrNull<Guid>(), organisation, centre);
    }

    /// <summary>The values in the order of <see cref="Of"/>.</summary>
    public static string Values(DoneBy by, SqlConditions values) =>
        $"{values.Parameter(by.Organisation)}, {values.Parameter(by.Centre)}, {values.Parameter(by.Person)}";

    /// <summary>Assignments of an update.</summary>
    public static string Set(string column, DoneBy by, SqlConditions values) =>
        $"({Of(column)}) = ({Values(by, values)})";

    /// <summary>
    /// What the database holds true: an organisation or a centre did it, not both; a person acted for one of them; nobody did what has no
    /// time.
    /// </summary>
    public static string Rule(string column, string at) => $"""
        num_nonnulls({column}, {column}_centre) <= 1 AND ({column}_person IS NULL OR num_nonnulls({column}, {column}_centre) = 1)
        AND ({at} IS NOT NULL OR num_nonnulls({column}, {column}_centre) = 0)
        """;

    public static void DoneBy<T>(this EntityTypeBuilder<T> builder, Expression<Func<T, DoneBy>> property, string column)
        where T : class =>
        builder.ComplexProperty(property!, by =>
        {
            by.IsRequired();
            by.Property(one => one!.Organisation).HasColumnName(column);
            by.Property(one => one!.Centre).HasColumnName(column + "_centre");
            by.Property(one => one!.Person).HasColumnName(column + "_person");
        });
}
