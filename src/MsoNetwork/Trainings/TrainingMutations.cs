using GraphQL.Types;
using Microsoft.EntityFrameworkCore;
using MsoNetwork.Organisations;
using MsoNetwork.Postings;
using MsoNetwork.Relay;
using MsoNetwork.Relay.Mutations;

namespace MsoNetwork.Trainings;

public sealed class TrainingPayloadType() : ResultPayloadType<Training, TrainingType>(
    "TrainingPayload", "What became of a training.", "training", "The training after the change.");

public sealed class ErasedTrainingPayloadType() : ResultPayloadType<Training, IdGraphType>(
    "ErasedTrainingPayload", "The result of erasing a draft.", "erasedId", "The global id that it had.",
    training => GlobalId.Encode("Training", training.Id));

/// <summary>What programs ask of trainings: the pages' use cases, by global ids.</summary>
public sealed class TrainingRequests(WriteTraining write, StepTraining step, ChangeTrainingDate change, TrainingLists lists)
{
    public Task<Training> CreateAsync(ContentInput<TrainingContentInput> input, CancellationToken cancellationToken) =>
        write.CreateAsync(input.Content, cancellationToken);

    public Task<Training> ChangeAsync(ContentChange<TrainingContentInput> input, CancellationToken cancellationToken) =>
        write.ChangeAsync(TrainingErrors.Id(input.Id), input.Version, input.Content, cancellationToken);

    public Task<Training> PublishAsync(ReadInput input, CancellationToken cancellationToken) =>
        step.PublishAsync(TrainingErrors.Id(input.Id), input.Version, cancellationToken);

    public Task<Training> CancelAsync(CancelTrainingInput input, CancellationToken cancellationToken) =>
        step.CancelAsync(TrainingErrors.Id(input.Id), input.ExpectedVersion, input.Reason, cancellationToken);

    public Task<Training> EraseAsync(EraseTrainingInput input, CancellationToken cancellationToken) =>
        step.EraseAsync(TrainingErrors.Id(input.Id), input.ExpectedVersion, cancellationToken);

    public Task<Training> MoveAsync(MoveTrainingDateInput input, CancellationToken cancellationToken) => change.MoveAsync(
        TrainingErrors.Id(input.Id), input.ExpectedVersion, ChangeTrainingDate.Planned(input.Planned),
        ContentReader.Day(input.StartsOn, "startsOn").ToDateTime(CheckedTraining.Clock(input.StartTime, "startTime")), input.Minutes,
        cancellationToken);

    public Task<Training> CancelDateAsync(CancelTrainingDateInput input, CancellationToken cancellationToken) => change.CancelAsync(
        TrainingErrors.Id(input.Id), input.ExpectedVersion, ChangeTrainingDate.Planned(input.Planned), cancellationToken);

    public Task<Training?> FindAsync(Guid id, CancellationToken cancellationToken) => lists.ById.OneAsync(id, cancellationToken);
}

/// <summary>Everything that providers do with trainings.</summary>
public static class TrainingMutations
{
    public static void AddTo(ObjectGraphType mutation)
    {
        var trainings = new UseCaseFields<TrainingPayloadType, Training>(mutation, OrganisationLoaders.ReferenceAsync);
        trainings.Add<CreateTrainingInputType, ContentInput<TrainingContentInput>, TrainingRequests>(
            "createTraining", Case<ContentInput<TrainingContentInput>>((requests, input, token) => requests.CreateAsync(input, token)),
            "Drafts a training of the asking organisation or integration centre. Nobody else sees it until it is published.");
        trainings.Add<ChangeTrainingInputType, ContentChange<TrainingContentInput>, TrainingRequests>(
            "changeTraining", Case<ContentChange<TrainingContentInput>>((requests, input, token) => requests.ChangeAsync(input, token)),
            "Replaces the content of a draft or published training, provided that nobody has changed it since it was read.");
        trainings.Add<PublishTrainingInputType, ReadInput, TrainingRequests>(
            "publishTraining", Case<ReadInput>((requests, input, token) => requests.PublishAsync(input, token)),
            "Publishes a draft.");
        trainings.Add<CancelTrainingInputType, CancelTrainingInput, TrainingRequests>(
            "cancelTraining", Case<CancelTrainingInput>((requests, input, token) => requests.CancelAsync(input, token)),
            "Calls a published training off with all its dates. It stays visible, so that calendars that subscribed to it hear of it.");
        trainings.Add<MoveTrainingDateInputType, MoveTrainingDateInput, TrainingRequests>(
            "moveTrainingDate", Case<MoveTrainingDateInput>((requests, input, token) => requests.MoveAsync(input, token)),
            "Moves one date; the others stay.");
        trainings.Add<CancelTrainingDateInputType, CancelTrainingDateInput, TrainingRequests>(
            "cancelTrainingDate", Case<CancelTrainingDateInput>((requests, input, token) => requests.CancelDateAsync(input, token)),
            "Calls one date off; the others stay.");
        new UseCaseFields<ErasedTrainingPayloadType, Training>(mutation, OrganisationLoaders.ReferenceAsync)
            .Add<EraseTrainingInputType, EraseTrainingInput, TrainingRequests>(
                "eraseTraining",
                new((requests, input, token) => requests.EraseAsync(input, token), (input, _) => GlobalId.KeyOf("Training", input.Id),
                    (_, _, id, _) => Task.FromResult<Training?>(new Training { Id = id, Slug = "", CreatedAt = default })),
                "Erases a draft for good.");
    }

    private static UseCase<TrainingRequests, TInput, Training> Case<TInput>(
        Func<TrainingRequests, TInput, CancellationToken, Task<Training>> run) =>
        new(run, (_, context) => Tracked(context), (requests, _, id, token) => requests.FindAsync(id, token));

    /// <summary>The training that is being written.</summary>
    public static Guid? Tracked(DbContext context) => context.ChangeTracker.Entries<Training>().FirstOrDefault()?.Entity.Id;
}
