using GraphQL.Types;
using MsoNetwork.Errors;

namespace MsoNetwork.Relay.Mutations;

/// <summary>What every mutation's input may say besides.</summary>
public abstract record MutationInput
{
    /// <summary>See <see cref="IdempotencyKeys"/>.</summary>
    public string? IdempotencyKey { get; init; }
}

/// <summary>The same of a thing that is there already.</summary>
public abstract record StepInput : MutationInput
{
    /// <summary>Its global id.</summary>
    public required string Id { get; init; }
}

/// <summary>The same of a thing whose changes are counted.</summary>
public abstract record VersionedInput : StepInput
{
    /// <summary>Which version was read; null when it does not matter.</summary>
    public int? ExpectedVersion { get; init; }

    /// <summary>Refuses another version than the one that was read.</summary>
    public void Expect(int version)
    {
        if (ExpectedVersion is { } expected && expected != version)
            throw new NetworkException(
                ErrorCode.Conflict,
                $"Somebody else has changed it in between: you read version {expected}, it is {version} now. Read it again.",
                "input.expectedVersion");
    }
}

/// <summary>Something new, with all that it says.</summary>
public sealed record ContentInput<TContent> : MutationInput
{
    public required TContent Content { get; init; }
}

/// <summary>The input of a step for which one must have read what is changed.</summary>
public record ReadInput : StepInput
{
    /// <summary>Which version was read.</summary>
    public required int Version { get; init; }
}

/// <summary>All that something says, anew.</summary>
public sealed record ContentChange<TContent> : ReadInput
{
    public required TContent Content { get; init; }
}

/// <summary>A mutation's input in the schema.</summary>
public abstract class MutationInputType<T> : InputObjectGraphType<T>
    where T : MutationInput
{
    protected MutationInputType(string name, string description)
    {
        (Name, Description) = (name, description);
        Field(input => input.IdempotencyKey, nullable: true).Description(IdempotencyKeyText.Says);
    }
}

/// <summary>The input of a step in the schema.</summary>
public abstract class StepInputType<T> : MutationInputType<T>
    where T : StepInput
{
    /// <param name="name">In the schema.</param>
    /// <param name="description">In the schema.</param>
    /// <param name="id">Of what the id is.</param>
    protected StepInputType(string name, string description, string id = "Its global id.")
        : base(name, description) => Field<NonNullGraphType<IdGraphType>>("id").Description(id);
}

/// <summary>The input of something new in the schema.</summary>
public abstract class ContentInputType<TContent, TContentType> : MutationInputType<ContentInput<TContent>>
    where TContentType : IGraphType
{
    protected ContentInputType(string name, string description)
        : base(name, description) => Field<NonNullGraphType<TContentType>>("content").Description("What it says.");
}

/// <summary>The input of a step for which one must have read what is changed in the schema.</summary>
public abstract class ReadInputType<T> : StepInputType<T>
    where T : ReadInput
{
    /// <param name="name">In the schema.</param>
    /// <param name="description">In the schema.</param>
    /// <param name="version">What happens to another version.</param>
    protected ReadInputType(
        string name, string description, string version = "Its version as you read it: only what you have seen is published.")
        : base(name, description) => Field<NonNullGraphType<IntGraphType>>("version").Description(version);
}

/// <summary>The input of a change of all that something says in the schema.</summary>
public abstract class ContentChangeType<TContent, TContentType> : ReadInputType<ContentChange<TContent>>
    where TContentType : IGraphType
{
    protected ContentChangeType(string name, string description)
        : base(name, description, "Its version as you read it. If somebody has changed it since, nothing is written.") =>
        Field<NonNullGraphType<TContentType>>("content").Description("Its complete new content.");
}

/// <summary>The input of a step of something whose changes are counted in the schema.</summary>
public abstract class VersionedInputType<T> : StepInputType<T>
    where T : VersionedInput
{
    protected VersionedInputType(string name, string description)
        : base(name, description) =>
        Field(input => input.ExpectedVersion, nullable: true)
            .Description("The version that you read: when it is another one by now, nothing is done, and it is a CONFLICT.");
}

/// <summary>What the schema says of keys.</summary>
public static class IdempotencyKeyText
{
    public static string Says { get; } =
        $"A text of your own, 1 to {IdempotencyKeys.LongestKey} characters, by which you may ask again: the same key with the same input "
        + $"gets the same answer and is done once, for {IdempotencyKeys.Kept.TotalHours} hours; with another input it is a CONFLICT.";
}
