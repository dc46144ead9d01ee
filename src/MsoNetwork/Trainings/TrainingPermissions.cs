using MsoNetwork.Permissions;

namespace MsoNetwork.Trainings;

/// <summary>What the permission table needs to know of trainings.</summary>
internal static class TrainingPermissions
{
    /// <summary>Trainings that nobody needs to be signed in for.</summary>
    public const string Public = "t.state <> 'Draft'";

    /// <summary>On <c>trainings AS t</c>.</summary>
    public static FactColumns Columns { get; } = new(["t.organisation_id"], IsShown: Public) { Centre = "t.centre_key" };

    public static Facts Facts(Training training) => new()
    {
        IsShown = training.State != TrainingState.Draft,
        Owners = training.OrganisationId is { } organisation ? [organisation] : [],
        Centre = training.CentreKey,
    };
}
