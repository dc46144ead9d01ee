using System.ComponentModel;
using GraphQL.Types;
using MsoNetwork.Organisations.Fields;

namespace MsoNetwork.Statements;

[Description("Who says something of an organisation, or confirms it: never a person by name.")]
public enum Speaker
{
    [Description("The organisation itself.")] Organisation,
    [Description("The integration centre of its area.")] Centre,
    [Description("A public source, by an import.")] Source,
    [Description("Whoever runs the directory.")] Editors,
    [Description("A program that reached the website: it confirms the address, and nothing else.")] LinkCheck,
}

public sealed class SpeakerType : EnumerationGraphType<Speaker>;

/// <summary>Who said one field of an organisation, and who has confirmed it since.</summary>
/// <param name="Field">Its name in the API, for example contact.phone.</param>
/// <param name="SaidBy">Who said what stands there.</param>
/// <param name="SaidOn">When; of a source, the day it was read.</param>
/// <param name="Source">The source's name, where one says it.</param>
/// <param name="ConfirmedBy">Who has confirmed it; null while nobody has.</param>
/// <param name="ConfirmedOn">When it was confirmed last.</param>
/// <param name="Centre">Key of the centre that said or confirmed it last.</param>
public sealed record Statement(
    string Field, Speaker SaidBy, DateOnly SaidOn, string? Source, Speaker? ConfirmedBy, DateOnly? ConfirmedOn, string? Centre)
{
    /// <summary>Who stands for it as it is.</summary>
    public Speaker By => ConfirmedBy ?? SaidBy;

    /// <summary>Who has confirmed all of the entry as it stood, and when last; null while nobody has.</summary>
    public (Speaker By, DateOnly On)? WholeConfirmed { get; init; }

    /// <summary>The field as drafts and forms name it: phone.</summary>
    public string Input => Field[(Field.LastIndexOf('.') + 1)..];
}

/// <summary>The fields that somebody says: not what the registry makes of them itself, and not who may see what.</summary>
public static class StatedFields
{
    private static readonly HashSet<string> Made =
        ["sort_name", "municipality_key", "location", "precision", "location_protected", "contact_visible_to"];

    /// <summary>In the order of files and forms.</summary>
    public static IReadOnlyList<OrganisationField> All { get; } =
        [.. OrganisationFields.Merged.Where(field => !Made.Contains(field.Column)).OrderBy(field => field.Group)];

    private static readonly HashSet<string> Columns = [.. All.Select(field => field.Column)];

    /// <summary>Whether this column has statements.</summary>
    public static bool Knows(string column) => Columns.Contains(column);
}
