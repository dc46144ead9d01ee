using Microsoft.EntityFrameworkCore;
using MsoNetwork.Errors;
using MsoNetwork.Organisations;
using MsoNetwork.Relay;
using Npgsql;

namespace MsoNetwork.Trainings;

/// <summary>What can be wrong with a training, in words for people.</summary>
internal static class TrainingErrors
{
    public static Guid Id(string id) => GlobalId.Required("Training", id, "id");

    public static NetworkException NotFound() => NetworkException.NotFound("id", "There is no training with this id.");

    public static NetworkException OnlyProviders() => NetworkException.Forbidden(
        "Only an organisation or an integration centre offers trainings, each in its own name.");

    public static NetworkException Stranger() => NetworkException.Forbidden("Only whoever offers a training may do this.");

    public static NetworkException Changed() => new(
        ErrorCode.Conflict, "Somebody else has changed this training in between. Read it again, and make your change to that.", "version");

    public static NetworkException Dissolved() => NetworkException.Forbidden(
        "The organisation is dissolved in this directory: it cannot offer trainings.");

    public static NetworkException NotNow(TrainingState state) => NetworkException.Invalid("id", state switch
    {
        TrainingState.Draft => "This training is a draft: publish it, or erase it.",
        TrainingState.Published => "This training is published already.",
        _ => "This training is called off as a whole; what is called off does not come back.",
    });

    public static NetworkException Past() =>
        NetworkException.Invalid("id", "All its dates are over: give it dates to come before it is published.");

    /// <summary>What a rule of the database says; null when it is none of this room's.</summary>
    public static NetworkException? Of(DbUpdateException error) =>
        error.InnerException is PostgresException { ConstraintName: "trainings_tell_no_protected_place" } rule
            ? ProtectedAddress.Refusal(rule.ColumnName ?? "text")
            : null;

    public static NetworkException NoDate() =>
        NetworkException.Invalid("planned", "It has no such date: take the field planned of one of its dates as it is.");

    public static NetworkException TooMany(int most) =>
        new(ErrorCode.LimitExceeded, $"That is more than {most} drafts and trainings to come, the most that one provider may have.");
}
