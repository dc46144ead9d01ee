using System.Buffers.Text;
using MsoNetwork.Errors;
using MsoNetwork.Relay;

namespace MsoNetwork.Cooperations;

/// <summary>A cooperation's place in an organisation's list.</summary>
/// <param name="Cooperation">The cooperation.</param>
/// <param name="Partner">The other organisation's id.</param>
public sealed record CooperationEdge(Cooperation Cooperation, Guid Partner)
{
    /// <summary>The order's value is the id alone: version 7, so the newest first.</summary>
    public string Cursor => Base64Url.EncodeToString(Cooperation.Id.ToByteArray(bigEndian: true));

    public static Guid Parse(string cursor, string argument) =>
        Base64Url.IsValid(cursor, out var length) && length == 16
            ? new Guid(Base64Url.DecodeFromChars(cursor), bigEndian: true)
            : throw NetworkException.Invalid(
                argument,
                $"{argument} is not a cursor of this list: take endCursor or startCursor of a page as it is."
            );
}

/// <summary>One organisation's page, read together with those of its siblings.</summary>
/// <param name="Edges">In order.</param>
/// <param name="Before">Whether entries stand before.</param>
/// <param name="After">Whether entries follow.</param>
/// <param name="Count">On all pages; 0 when it was not asked for.</param>
public sealed record CooperationPage(IReadOnlyList<CooperationEdge> Edges, bool Before, bool After, int Count) : IPage
{
    public Task<string?> StartCursorAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Edges is [var first, ..] ? first.Cursor : null);

    public Task<string?> EndCursorAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Edges is [.., var last] ? last.Cursor : null);

    public Task<bool> HasNextPageAsync(CancellationToken cancellationToken) => Task.FromResult(After);

    public Task<bool> HasPreviousPageAsync(CancellationToken cancellationToken) => Task.FromResult(Before);
}
