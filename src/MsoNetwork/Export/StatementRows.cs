using System.Runtime.CompilerServices;
using MsoNetwork.Organisations;
using MsoNetwork.Statements;
using Npgsql;

namespace MsoNetwork.Export;

/// <summary>Who said and who confirmed each field, as a sheet beside the organisations: some at a time, as those are read.</summary>
internal static class StatementRows
{
    private const int Piece = 200;

    public static IReadOnlyList<string> Headings { get; } =
        ["slug", "field", "said_by", "source", "said_on", "confirmed_by", "confirmed_on", "centre"];

    public static async IAsyncEnumerable<IEnumerable<object?>> ReadAsync(
        NpgsqlDataSource database, OrganisationCriteria criteria, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var statements = new FindStatements(database);
        var entries = new List<OrganisationEntry>();
        await foreach (var row in OrganisationRows.ReadAsync(database, criteria, cancellationToken))
        {
            entries.Add(row.Entry);
            if (entries.Count < Piece) continue;
            foreach (var cells in await RowsAsync(statements, entries, cancellationToken)) yield return cells;
            entries.Clear();
        }

        foreach (var cells in await RowsAsync(statements, entries, cancellationToken)) yield return cells;
    }

    private static async Task<IEnumerable<IEnumerable<object?>>> RowsAsync(
        FindStatements statements, List<OrganisationEntry> entries, CancellationToken cancellationToken)
    {
        var found = await statements.OfAsync([.. entries.Select(entry => entry.Id)], cancellationToken);
        return
        [
            .. from entry in entries
               from one in found.GetValueOrDefault(entry.Id) ?? []
               select Cells(entry.Slug, one),
        ];
    }

    private static object?[] Cells(string slug, Statement one) =>
    [
        slug, one.Field, Key(one.SaidBy), one.Source, one.SaidOn, one.ConfirmedBy is { } by ? Key(by) : null, one.ConfirmedOn, one.Centre,
    ];

    private static string Key(Speaker speaker) => speaker.ToString().ToLowerInvariant();
}
