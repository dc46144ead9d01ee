using MsoNetwork.Organisations;
using MsoNetwork.Regions;
using MsoNetwork.Sql;
using MsoNetwork.Vocabularies;
using NpgsqlTypes;

namespace MsoNetwork.Postings;

/// <summary>A filter, checked against the reference data and turned into SQL conditions; the room adds those of its own fields.</summary>
public abstract class PostingCriteria
{
    /// <param name="filter">What is asked for.</param>
    /// <param name="gazetteer">The regions.</param>
    /// <param name="vocabularies">The terms.</param>
    /// <param name="table">The alias of a table with topics, target_groups and languages.</param>
    private protected PostingCriteria(PostingFilter filter, Gazetteer gazetteer, VocabularySet vocabularies, string table)
    {
        Near = filter.Check(gazetteer, vocabularies);
        if (Near is { } near) NearParameter = Conditions.Parameter(near.Centre, NpgsqlDbType.Geography);
        AnyOf("topics", filter.Topics, VocabularyName.Topics);
        AnyOf("target_groups", filter.TargetGroups, VocabularyName.TargetGroups);
        AnyOf("languages", filter.Languages, VocabularyName.Languages);

        void AnyOf(string column, string[]? keys, VocabularyName vocabulary)
        {
            if (keys is not { Length: > 0 }) return;
            var all = keys.SelectMany(key => vocabularies[vocabulary].ByKey(key)!.KeysWithNarrower).Distinct(StringComparer.Ordinal);
            Conditions.Add($"{table}.{column} && {Conditions.Parameter(all.ToArray())}");
        }
    }

    public SqlConditions Conditions { get; } = new();

    public NearPoint? Near { get; }

    /// <summary>The parameter that holds <see cref="Near"/>'s centre.</summary>
    public string? NearParameter { get; }

    /// <summary>A parameter for names of an enumeration's members.</summary>
    private protected string Names<T>(T[] members)
        where T : struct, Enum => Conditions.Parameter(Array.ConvertAll(members, member => member.ToString()));
}
