using Microsoft.AspNetCore.Mvc;
using MsoNetwork.Relay.Mutations;
using MsoNetwork.Trainings;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Trainings;

/// <summary>/de/termine/neu: an organisation or a centre drafts a training.</summary>
internal sealed class NewTrainingModel(Registry registry, TrainingRequests requests) : TrainingWorkPage
{
    public async Task OnGetAsync()
    {
        await ShowAsync();
        Draft = new TrainingDraft { Tag = Language.Tag };
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await ShowAsync();
        Draft = new TrainingDraft { Tag = Language.Tag };
        var input = new ContentInput<TrainingContentInput> { Content = Content() };
        var training = await TryAsync(
            "createTraining", input, requests.CreateAsync, id => requests.FindAsync(id, Aborted), TrainingMutations.Tracked);
        return training is null ? Page() : Redirect($"{Path($"termine/{training.Slug}/bearbeiten")}?getan=drafted");
    }

    private async Task ShowAsync()
    {
        (Gazetteer, Vocabularies) = await registry.ReferenceAsync(Aborted);
        Title = T["trainingForm.new"];
    }
}
