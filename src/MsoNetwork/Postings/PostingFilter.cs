using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Relay;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Postings;

/// <summary>What a client asks for; all given fields hold together, an absent or empty list is no condition.</summary>
public abstract record PostingFilter
{
    private const int LongestList = 100;

    public string[]? Topics { get; init; }
    public string[]? TargetGroups { get; init; }
    public string[]? Languages { get; init; }
    public NearInput? Near { get; init; }

    /// <summary>Global ids of organisations.</summary>
    public string[]? Organisations { get; init; }

    /// <summary>Refuses what is wrong in the fields that are shared with organisations; gives the point that is asked for.</summary>
    internal NearPoint? Check(Gazetteer gazetteer, VocabularySet vocabularies) =>
        new OrganisationCriteria(Common(), gazetteer, vocabularies).Near;

    /// <summary>The keys of the organisations that are named; null when none is.</summary>
    internal Guid[]? OrganisationKeys() => AtMost("organisations", Organisations)?.Select(id => GlobalId.KeyOf("Organisation", id)
        ?? throw NetworkException.Invalid(
            "filter.organisations", "filter.organisations takes ids of organisations: take the field id of one as it is.")).ToArray();

    /// <summary>What it has in common with organisations, under the same names.</summary>
    private protected virtual OrganisationFilter Common() => new()
    {
        Topics = Topics,
        TargetGroups = TargetGroups,
        Languages = Languages,
        Near = Near,
    };

    /// <summary>The values of a list; null when there are none.</summary>
    private protected static string[]? AtMost(string field, string[]? values) => values switch
    {
        null or [] => null,
        { Length: > LongestList and var length } => throw NetworkException.TooMany("filter." + field, length, LongestList),
        _ => values,
    };
}
