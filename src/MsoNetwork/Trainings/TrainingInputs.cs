using GraphQL.Types;
using MsoNetwork.Relay.Mutations;

namespace MsoNetwork.Trainings;

public sealed class CreateTrainingInputType() : ContentInputType<TrainingContentInput, TrainingContentInputType>(
    "CreateTrainingInput", "A new training of the asking organisation or centre.");

public sealed class ChangeTrainingInputType() : ContentChangeType<TrainingContentInput, TrainingContentInputType>(
    "ChangeTrainingInput", "A draft or published training, written anew.");

public sealed class PublishTrainingInputType() : ReadInputType<ReadInput>(
    "PublishTrainingInput", "The draft to be published.");

public sealed record CancelTrainingInput(string? Reason) : VersionedInput;

public sealed class CancelTrainingInputType : VersionedInputType<CancelTrainingInput>
{
    public CancelTrainingInputType()
        : base("CancelTrainingInput", "The training to be called off.") =>
        Field(input => input.Reason, nullable: true).Description("Why, for the public; up to 500 characters.");
}

public sealed record EraseTrainingInput : VersionedInput;

public sealed class EraseTrainingInputType() : VersionedInputType<EraseTrainingInput>("EraseTrainingInput", "The draft to be erased.");

public sealed record MoveTrainingDateInput(string Planned, DateTime StartsOn, string StartTime, int? Minutes) : VersionedInput;

public sealed class MoveTrainingDateInputType : VersionedInputType<MoveTrainingDateInput>
{
    public MoveTrainingDateInputType()
        : base("MoveTrainingDateInput", "A date that is at another time.")
    {
        Field(input => input.Planned).Description("The field planned of the date.");
        Field<NonNullGraphType<DateGraphType>>("startsOn").Description("The new day, in Berlin.");
        Field(input => input.StartTime).Description("When it begins by Berlin's clock, for example 18:00.");
        Field(input => input.Minutes, nullable: true).Description("How long it takes, 5 to 1440; null: as long as before.");
    }
}

public sealed record CancelTrainingDateInput(string Planned) : VersionedInput;

public sealed class CancelTrainingDateInputType : VersionedInputType<CancelTrainingDateInput>
{
    public CancelTrainingDateInputType()
        : base("CancelTrainingDateInput", "A date that is called off.") =>
        Field(input => input.Planned).Description("The field planned of the date.");
}
