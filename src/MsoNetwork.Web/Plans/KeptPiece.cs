using MsoNetwork.Relay;

namespace MsoNetwork.Web.Plans;

/// <summary>
/// What an answer says of an object that is kept in memory, as JSON beside the object: the last that was asked of it. Good as long as the
/// regions and vocabularies, which its fields may look up, are the same.
/// </summary>
internal sealed class KeptPiece
{
    /// <summary>Bytes; larger ones are not kept, because what is selected is for clients to say.</summary>
    private const int Most = 2 * 1024;

    private readonly PlannedObject _plan;
    private readonly long _generation;

    private KeptPiece(PlannedObject plan, long generation, byte[]? json) => (_plan, _generation, Json) = (plan, generation, json);

    /// <summary>Null where it has to be written each time.</summary>
    public byte[]? Json { get; }

    public static KeptPiece Of(PlanRun run, PlannedObject plan, KeptObject kept)
    {
        // Looked at once: another answer may replace it at any time.
        if (kept.Made is KeptPiece known && known._plan == plan && known._generation == run.ReferenceGeneration) return known;
        var made = new KeptPiece(plan, run.ReferenceGeneration, Make(run, plan, kept));
        kept.Made = made;
        return made;
    }

    private static byte[]? Make(PlanRun run, PlannedObject plan, KeptObject kept)
    {
        using var buffer = JsonBuffer.Take();
        return Written.TryWriteFields(run, buffer.Json, plan, kept) && buffer.Written is { Length: <= Most } json ? json.ToArray() : null;
    }
}
