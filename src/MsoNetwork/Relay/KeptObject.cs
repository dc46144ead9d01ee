namespace MsoNetwork.Relay;

/// <summary>
/// An object that never changes and may be kept to be given again, with a place for what an answer has made of it: that lives as long
/// as the object, and a next answer need not make it again.
/// </summary>
public abstract class KeptObject
{
    /// <summary>Which version of it this is: another one after each change.</summary>
    public uint Version { get; protected internal set; }

    /// <summary>Whether it is kept; otherwise nothing is worth putting aside.</summary>
    public bool IsKept { get; internal set; }

    /// <summary>What was made of it last; read and replaced as a whole.</summary>
    public object? Made { get; set; }
}
