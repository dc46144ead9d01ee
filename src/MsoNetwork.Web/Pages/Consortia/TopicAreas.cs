using MsoNetwork.Matching;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Web.Pages.Consortia;

/// <summary>
/// The topics that a project can be planned with, in five areas, so that nobody has to read all. What stands below a topic goes with it;
/// one that nobody has put anywhere is in the last. Religion is none of them: nobody is matched by it unasked.
/// </summary>
internal static class TopicAreas
{
    private static readonly (string Name, string[] Topics)[] Areas =
    [
        ("learning", ["education", "parents", "digital"]),
        ("culture", ["culture", "sport-leisure", "encounter"]),
        ("life", ["counselling", "work", "health-care", "housing", "refugees", "naturalisation"]),
        ("together", ["anti-discrimination", "prevention", "dialogue", "democracy", "human-rights", "empowerment"]),
        ("work", ["volunteering", "funding", "networking", "development", "environment"]),
    ];

    /// <summary>The name of each area's text, and its topics in the vocabulary's order.</summary>
    public static IEnumerable<(string Name, IReadOnlyList<Term> Topics)> Of(Vocabulary topics)
    {
        var byArea = topics.Terms.Where(topic => topic.Key != MatchMember.ReligiousTopic).ToLookup(AreaOf);
        return Areas.Select(area => (area.Name, (IReadOnlyList<Term>)[.. byArea[area.Name]]));
    }

    private static string AreaOf(Term topic)
    {
        var root = topic;
        while (root.Broader is { } above) root = above;
        return Areas.Where(area => area.Topics.Contains(root.Key)).Select(area => area.Name).FirstOrDefault(Areas[^1].Name);
    }
}
