using MsoNetwork.Trainings;
using MsoNetwork.Trainings.Search;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Trainings;

/// <summary>/de/termine/karte: the list with a map above it; without scripts the list.</summary>
internal sealed class TrainingMapModel(Registry registry, TrainingLists lists, SearchTrainings search, TimeProvider time)
    : TrainingsModel(registry, lists, search, time)
{
    public override string ListPath => MapPath;
}
