using Npgsql;
using NpgsqlTypes;

namespace MsoNetwork.Sql;

/// <summary>Conditions on <c>organisations AS o</c>, written by us, with what clients gave as positional parameters.</summary>
public sealed class SqlConditions
{
    private readonly List<(string Sql, bool IsPlace)> _conditions = [];
    private readonly List<NpgsqlParameter> _parameters = [];

    /// <summary>Adds a parameter; gives its place, for example $3.</summary>
    public string Parameter<T>(T value) => Add(new NpgsqlParameter<T> { TypedValue = value });

    public string Parameter<T>(T value, NpgsqlDbType type) => Add(new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type });

    public void Add(string condition) => _conditions.Add((condition, false));

    /// <summary>Adds the condition that the index on places answers.</summary>
    public void AddPlace(string condition) => _conditions.Add((condition, true));

    public string Where => string.Join(" AND ", _conditions.Select(condition => condition.Sql).DefaultIfEmpty("true"));

    /// <summary>The same, but in a form that no other index than the one on places can answer (IS TRUE is opaque to the planner).</summary>
    public string WhereByPlace =>
        string.Join(" AND ", _conditions.Select(condition => condition.IsPlace ? condition.Sql : $"({condition.Sql}) IS TRUE"));

    public SqlConditions Copy()
    {
        var copy = new SqlConditions();
        copy._conditions.AddRange(_conditions);
        copy._parameters.AddRange(_parameters);
        return copy;
    }

    private string Add(NpgsqlParameter parameter)
    {
        _parameters.Add(parameter);
        return $"${_parameters.Count}";
    }

    /// <summary>The statement as one of a batch.</summary>
    public NpgsqlBatchCommand BatchCommand(string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in _parameters) command.Parameters.Add(parameter.Clone());
        return command;
    }

    public NpgsqlCommand Command(NpgsqlDataSource database, string sql) => Complete(database.CreateCommand(sql));

    public NpgsqlCommand Command(Snapshot snapshot, string sql) => Complete(snapshot.Command(sql));

    private NpgsqlCommand Complete(NpgsqlCommand command)
    {
        foreach (var parameter in _parameters) command.Parameters.Add(parameter.Clone());
        return command;
    }
}
