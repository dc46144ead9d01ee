using MsoNetwork.Web.GraphQl;

namespace MsoNetwork.Web.Files;

/// <summary>A file on disk that was made once.</summary>
/// <param name="Path">Where; nobody changes it.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Tag">Strong, of its content: the same in each process that made the same bytes.</param>
/// <param name="State">Of the registry, as <see cref="EntityTag"/> says it.</param>
/// <param name="Holds">Whether it is still what would be made of the same state; null: always.</param>
internal sealed record KeptExport(string Path, long Bytes, string Tag, string State, Func<bool>? Holds)
{
    /// <summary>When somebody asked for it last, in milliseconds of the process.</summary>
    public long UsedAt { get; set; }

    /// <summary>Whether caches may keep it: what still changes with the same state is nobody's to keep.</summary>
    public bool IsFinal => Holds is null;
}

/// <summary>Writes a file.</summary>
/// <param name="Write">To the stream.</param>
/// <param name="Holds">As in <see cref="KeptExport"/>.</param>
internal sealed record FileWriter(Func<Stream, CancellationToken, Task> Write, Func<bool>? Holds = null);
