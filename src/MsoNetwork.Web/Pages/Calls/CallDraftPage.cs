using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Inbox;

namespace MsoNetwork.Web.Pages.Calls;

/// <summary>A page with the form of a call.</summary>
internal abstract class CallDraftPage : WorkPage
{
    public CallDraft Draft { get; protected set; } = new() { Tag = "de" };

    public VocabularySet Vocabularies { get; protected set; } = null!;

    public IEnumerable<(string Key, string Label)> Topics =>
        Vocabularies[VocabularyName.Topics].Terms.Select(term => (term.Key, term.Label(Language.Tag)));
}
