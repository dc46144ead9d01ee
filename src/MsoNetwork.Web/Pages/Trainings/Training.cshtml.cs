using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Organisations;
using MsoNetwork.Permissions;
using MsoNetwork.Trainings;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Trainings;

/// <summary>/de/termine/{slug}: one training with all its dates.</summary>
internal sealed class TrainingModel(Registry registry, TrainingLists lists, CurrentViewer current, TimeProvider time) : SitePage
{
    public TrainingView View { get; private set; } = null!;

    public Training Training => View.Training;

    /// <summary>Who offers it; null for a centre.</summary>
    public OrganisationEntry? Organisation { get; private set; }

    public VocabularySet Vocabularies { get; private set; } = null!;

    /// <summary>Whether whoever looks may change it.</summary>
    public bool IsOwn { get; private set; }

    /// <summary>Whether one can be reminded of it.</summary>
    public bool IsToCome => Training.State == TrainingState.Published && Training.Dates.Exists(date => date.EndsAt > Now);

    public DateTimeOffset Now { get; } = time.GetUtcNow();

    public async Task<IActionResult> OnGetAsync(string slug)
    {
        (var gazetteer, Vocabularies) = await registry.ReferenceAsync(Aborted);
        if (await lists.BySlug.Load(slug, found => found).GetResultAsync(Aborted) is not { } training) return NotFound();
        if (training.State == TrainingState.Draft) return NotFound(); // a draft has no page; its provider has the form
        Organisation = training.OrganisationId is { } id
            ? await registry.Loaders.ById.Load(id, found => found).GetResultAsync(Aborted) : null;
        View = new TrainingView(this, training, gazetteer, Organisation?.Name ?? gazetteer.Centre(training.CentreKey ?? "")?.Name);
        var facts = new Facts
        {
            Owners = training.OrganisationId is { } owner ? [owner] : [],
            Centre = training.CentreKey,
        };
        IsOwn = Rights.Allows(await current.GetAsync(Aborted), Resource.Training, Operation.Change, facts);
        Title = training.Title;
        Description = $"{View.Kind}: {View.Beginning}";
        Unlisted = !IsToCome;
        LinkedData = TrainingSchemaOrg.Of(View, Origin, Now);
        return Page();
    }

    public IEnumerable<(string Key, string Label)> Labels(VocabularyName vocabulary, string[] keys) =>
        Vocabularies[vocabulary].ByKeys(keys).Select(term => (term.Key, term.Label(Language.Tag)));
}
