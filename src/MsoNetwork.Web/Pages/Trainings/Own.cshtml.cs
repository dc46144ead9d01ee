using MsoNetwork.Trainings;

namespace MsoNetwork.Web.Pages.Trainings;

/// <summary>/de/termine/eigene: what an organisation or a centre offers, drafts among it.</summary>
internal sealed class OwnTrainingsModel(TrainingLists lists) : TrainingWorkPage
{
    public IReadOnlyList<Training> Trainings { get; private set; } = [];

    public async Task OnGetAsync()
    {
        Title = T["trainingForm.own"];
        if (MayAct) Trainings = await lists.OfProviderAsync(Self?.Organisation, Centre?.Centre, Aborted);
    }
}
