namespace MsoNetwork.Import;

/// <summary>Something that an undone import had written and that stays, as somebody changed it since.</summary>
/// <param name="Slug">The organisation.</param>
/// <param name="Name">Its name.</param>
/// <param name="Fields">Columns that stay; none: the organisation itself, which the import had made.</param>
public sealed record KeptChange(string Slug, string Name, IReadOnlyList<string> Fields);
