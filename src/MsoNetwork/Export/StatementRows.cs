using System.Runtime.CompilerServices;
using MsoNetwork.Sql;
using MsoNetwork.Statements;

namespace MsoNetwork.Export;

/// <summary>Who said and who confirmed each field, as a sheet beside the organisations.</summary>
internal static class StatementRows
{
    private const int Piece = 1_000;

    public static IReadOnlyList<string> Headings { get; } =
        ["slug", "field", "said_by", "source", "said_on", "confirmed_by", "confirmed_on", "centre"];

    /// <param name="snapshot">The one that the organisations were read from.</param>
    /// <param name="entries">Those of the sheet before, when this one is begun: they are not read again.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async IAsyncEnumerable<IEnumerable<object?>> ReadAsync(
        Snapshot snapshot, IEnumerable<(Guid Id, string Slug)> entries, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var piece in entries.Chunk(Piece))
        {
            var found = await FindStatements.OfAsync(snapshot, [.. piece.Select(entry => entry.Id)], cancellationToken);
            foreach (var (id, slug) in piece)
            {
                foreach (var one in found.GetValueOrDefault(id) ?? []) yield return Cells(slug, one);
            }
        }
    }

    private static object?[] Cells(string slug, Statement one) =>
    [
        slug, one.Field, Key(one.SaidBy), one.Source, one.SaidOn, one.ConfirmedBy is { } by ? Key(by) : null, one.ConfirmedOn, one.Centre,
    ];

    private static string Key(Speaker speaker) => speaker.ToString().ToLowerInvariant();
}
