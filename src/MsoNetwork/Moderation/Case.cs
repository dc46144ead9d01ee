using System.Diagnostics.CodeAnalysis;
using MsoNetwork.Accounts;

namespace MsoNetwork.Moderation;

/// <summary>How far a case is.</summary>
public enum CaseState
{
    /// <summary>Sent from a mail address that nobody has confirmed yet: no desk has it.</summary>
    Unconfirmed,

    Waiting,

    /// <summary>The desk has a question; the author has not answered yet.</summary>
    AskedBack,

    Accepted,

    Refused,

    /// <summary>The author does not want it any more.</summary>
    TakenBack,

    /// <summary>It was accepted, and what followed was put back.</summary>
    Undone,
}

/// <summary>
/// Something that waits for a centre, or for the administrators where no centre is on board. What is proposed stands here and nowhere
/// else until it is accepted, so it cannot come out anywhere (docs/decisions.md, 230).
/// </summary>
[SuppressMessage("Naming", "CA1716", Justification = "It is a case, and nobody calls it from Visual Basic.")]
public sealed class Case
{
    public const int LongestMessage = SubmittedCase.LongestMessage;

    public const string ErasureWish = SubmittedCase.ErasureWish;

    /// <summary>Whether it asks for the erasure of its entry.</summary>
    public bool IsErasureWish => Kind == CaseKind.Report && Message.StartsWith(ErasureWish, StringComparison.Ordinal);

    /// <summary>An address that nobody confirms is forgotten after so long.</summary>
    public static readonly TimeSpan ConfirmWithin = TimeSpan.FromHours(24);

    public required Guid Id { get; init; }

    public required CaseKind Kind { get; init; }

    public CaseState State { get; set; }

    /// <summary>The entry that it is about; null for a new one until it is accepted.</summary>
    public Guid? OrganisationId { get; set; }

    /// <summary>The municipality of the seat: it says whose desk.</summary>
    public required string Seat { get; init; }

    /// <summary>What is proposed, as <see cref="Organisations.DraftJson"/>; null where nothing is.</summary>
    public string? Draft { get; init; }

    /// <summary>The same fields as they were when it was handed in.</summary>
    public string? Base { get; init; }

    public string Message { get; init; } = "";

    /// <summary>The person who handed it in; null for somebody without an account, and when the account is erased.</summary>
    public Guid? PersonId { get; set; }

    /// <summary>The mail address of an author without an account.</summary>
    public string? Email { get; set; }

    /// <summary>Tag of the author's language.</summary>
    public string Language { get; init; } = "de";

    /// <summary>SHA-256 of the key in the last mail to the author: it opens the page of the case.</summary>
    public byte[]? KeyHash { get; set; }

    /// <summary>SHA-256 of the network that it came from, with a salt: for limits only, and gone with the decision.</summary>
    public byte[]? NetworkHash { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since when it is on a desk, or there again: a digest tells it once.</summary>
    public DateTimeOffset WaitingSince { get; set; }

    /// <summary>What the desk asked back.</summary>
    public string? Question { get; set; }

    /// <summary>What the author answered.</summary>
    public string? Answer { get; set; }

    /// <summary>Why it was refused.</summary>
    public string? Reason { get; set; }

    /// <summary>In whose name it was decided.</summary>
    public DoneBy DecidedBy { get; set; } = DoneBy.Nobody;

    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>The fields that were taken over, where not all were.</summary>
    public string[]? Taken { get; set; }

    /// <summary>Where a lead was gone: the person who leads now, or the invitation of somebody who shall.</summary>
    public Guid? SuccessorId { get; set; }

    /// <summary>Number of the set in the log of changes that accepting made; null when it changed no entry.</summary>
    public long? ChangeSet { get; set; }

    /// <summary>Who had said and confirmed the fields before it was accepted, as rows of <c>statements</c>: for undoing it.</summary>
    public string? FormerStatements { get; set; }

    /// <summary>PostgreSQL's xmin: of two who decide, the second is told.</summary>
    public uint Version { get; set; }

    public bool IsOpen => State is CaseState.Waiting or CaseState.AskedBack;
}
