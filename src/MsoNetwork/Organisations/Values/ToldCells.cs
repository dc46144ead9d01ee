namespace MsoNetwork.Organisations.Values;

/// <summary>What somebody tells of an organisation: text by the column's name, wherever it stood.</summary>
/// <param name="Of">The text of a column; empty when nothing is told.</param>
/// <param name="Languages">Languages in which a text is told, by the column's name without language.</param>
internal sealed record ToldCells(Func<string, string> Of, Func<string, IReadOnlyList<string>> Languages);
