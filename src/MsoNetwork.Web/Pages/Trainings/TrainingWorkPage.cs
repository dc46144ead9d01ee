using MsoNetwork.Regions;
using MsoNetwork.Trainings;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Inbox;

namespace MsoNetwork.Web.Pages.Trainings;

/// <summary>A page on which an organisation or a centre keeps its trainings.</summary>
internal abstract class TrainingWorkPage : WorkPage
{
    public override bool MayAct => Self is not null || Centre is not null;

    public TrainingDraft Draft { get; protected set; } = new();

    public VocabularySet Vocabularies { get; protected set; } = null!;

    public Gazetteer Gazetteer { get; protected set; } = null!;

    /// <summary>Fields that take several values.</summary>
    public IReadOnlyList<ChoiceField> Choices =>
    [
        Field("topics", Draft.Topics, VocabularyName.Topics),
        Field("targetGroups", Draft.TargetGroups, VocabularyName.TargetGroups),
        Field("languages", Draft.Languages, VocabularyName.Languages),
    ];

    protected TrainingContentInput Content()
    {
        Draft = TrainingDraft.Of(Request.Form, Draft.Tag, Vocabularies);
        return Draft.Content(PostedDay, PostedNumber, Problems);
    }

    private ChoiceField Field(string name, IReadOnlyList<string> chosen, VocabularyName vocabulary) =>
        ChoiceField.Terms(name, "profile." + name, chosen, Vocabularies[vocabulary], Language.Tag);
}
