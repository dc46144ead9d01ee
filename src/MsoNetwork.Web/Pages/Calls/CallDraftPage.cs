using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Inbox;

namespace MsoNetwork.Web.Pages.Calls;

/// <summary>A page with the form of a call.</summary>
internal abstract class CallDraftPage : WorkPage
{
    public CallDraft Draft { get; protected set; } = new() { Tag = "de" };

    public VocabularySet Vocabularies { get; protected set; } = null!;

    public Gazetteer Gazetteer { get; protected set; } = null!;

    /// <summary>Fields that take several values.</summary>
    public IReadOnlyList<ChoiceField> Choices =>
    [
        ChoiceField.Terms(
            "targetGroups", "profile.targetGroups", Draft.TargetGroups, Vocabularies[VocabularyName.TargetGroups], Language.Tag),
        ChoiceField.Terms("languages", "profile.languages", Draft.Languages, Vocabularies[VocabularyName.Languages], Language.Tag),
        ChoiceField.Regions("regions", Draft.Regions, Gazetteer),
    ];

    public IEnumerable<(string Key, string Label)> Topics =>
        Vocabularies[VocabularyName.Topics].Terms.Select(term => (term.Key, term.Label(Language.Tag)));
}
