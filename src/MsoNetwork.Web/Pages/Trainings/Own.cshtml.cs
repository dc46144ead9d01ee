using System.Globalization;
using MsoNetwork.Time;
using MsoNetwork.Trainings;

namespace MsoNetwork.Web.Pages.Trainings;

/// <summary>/de/termine/eigene: what an organisation or a centre offers, drafts among it.</summary>
internal sealed class OwnTrainingsModel(TrainingLists lists, TimeProvider time) : TrainingWorkPage
{
    public IReadOnlyList<Training> Trainings { get; private set; } = [];

    /// <summary>The next month of a centre, as a calendar to print; an organisation's are on its profile.</summary>
    public string? PrintAddress => Centre is not { } centre ? null
        : new TrainingForm
        {
            Chosen = new Dictionary<string, IReadOnlyList<string>> { [TrainingForm.Centres] = [centre.Centre] },
        }.Address(Language, "termine/monat", time.Today().AddMonths(1).ToString("yyyy-MM", CultureInfo.InvariantCulture));

    public async Task OnGetAsync()
    {
        Title = T["trainingForm.own"];
        if (MayAct) Trainings = await lists.OfProviderAsync(Self?.Organisation, Centre?.Centre, Aborted);
    }
}
