using MsoNetwork.Organisations.Values;
using MsoNetwork.Vocabularies;
using Npgsql;

namespace MsoNetwork.Organisations.Fields;

/// <summary>What a field is about, in the order of files and forms.</summary>
public enum FieldGroup
{
    /// <summary>Who it is.</summary>
    Who,

    /// <summary>Where it has its seat and works.</summary>
    Where,

    /// <summary>How to reach it.</summary>
    Contact,

    /// <summary>What it does, for whom.</summary>
    What,

    /// <summary>Whether it works, and what the registry itself notes.</summary>
    State,
}

/// <summary>Whom a field may hurt.</summary>
public enum FieldSensitivity
{
    Public,

    /// <summary>Tells where it is: hidden, or coarser, when the place is protected.</summary>
    Place,

    /// <summary>May be a person's own: hidden from whom the organisation does not show it, see <see cref="HiddenContact"/>.</summary>
    Contact,
}

/// <summary>How several sources become one value; docs/decisions.md, 12.</summary>
public enum FieldMerge
{
    /// <summary>No source tells it.</summary>
    Kept,

    /// <summary>One value: the leading source's, else any.</summary>
    Value,

    /// <summary>A list: the leading source's, else any.</summary>
    List,

    /// <summary>Texts by language: each language by itself.</summary>
    Texts,

    /// <summary>By a rule of its own, in <see cref="Merging.MergeSql"/>.</summary>
    Own,
}

/// <summary>In which form somebody tells a field.</summary>
public enum FieldInput
{
    Text,
    List,
    ByLanguage,
    Number,
    Degrees,
    YesNo,
    LegalForm,
    Status,
    Audience,
}

/// <summary>A column of files.</summary>
/// <param name="Header">Its name, in files that come in and that go out.</param>
/// <param name="Value">
/// What files say: null, text, a number, or several texts; keys of terms where the field has a vocabulary. For texts by language, the
/// dictionary.
/// </param>
internal sealed record FileColumn(string Header, Func<OrganisationEntry, object?> Value);

/// <summary>One field of an organisation: all that lists, imports, merges, files and indexes need to know of it.</summary>
public sealed record OrganisationField
{
    /// <summary>Its path in the API.</summary>
    public required string Name { get; init; }

    /// <summary>Its column in <c>organisations</c>.</summary>
    public required string Column { get; init; }
    public required FieldGroup Group { get; init; }

    /// <summary>What the API says of texts by language, which it shows all alike; without full stop.</summary>
    public string About { get; init; } = "";

    /// <summary>The group of columns it is read with.</summary>
    public required OrganisationColumns ReadWith { get; init; }
    public FieldInput Input { get; init; }
    public FieldSensitivity Sensitivity { get; init; }
    public FieldMerge Merge { get; init; }

    /// <summary>Where its values are keys of terms.</summary>
    public VocabularyName? Vocabulary { get; init; }

    /// <summary>Whether what it does not know becomes a keyword.</summary>
    public bool GivesKeywords { get; init; }

    /// <summary>Whether search indexes have it.</summary>
    public bool IsSearched { get; init; }

    /// <summary>What is selected of <c>organisations AS o</c>.</summary>
    internal string Sql { get; init; } = "";

    /// <summary>Reads it from a row at an ordinal; gives the ordinal behind it.</summary>
    internal Func<OrganisationEntry, NpgsqlDataReader, int, int> Read { get; init; } = (_, _, at) => at;

    /// <summary>Checks what somebody tells; null where nobody tells it, or where it comes from the place.</summary>
    internal Func<ValueReader, object?>? Rule { get; init; }
    internal IReadOnlyList<StagedColumn> Staged { get; init; } = [];
    internal IReadOnlyList<FileColumn> Files { get; init; } = [];
}
