namespace MsoNetwork.Errors;

/// <summary>
/// Reads an input field by field and keeps what is wrong, so that whoever filled in a form hears of all of it at once. What has been
/// read may be used behind <see cref="Done"/> alone: until then a refused field has its type's default.
/// </summary>
public class InputReader
{
    private readonly List<NetworkException> _wrong = [];

    /// <summary>Whether all that was read so far is right.</summary>
    public bool IsRight => _wrong.Count == 0;

    /// <summary>What a field says; what its reading throws is kept.</summary>
    public T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (NetworkException refusal) when (refusal.Code is ErrorCode.InvalidInput or ErrorCode.NotFound)
        {
            _wrong.Add(refusal);
            _wrong.AddRange(refusal.Others);
            return default!;
        }
    }

    /// <summary>Says that something is wrong.</summary>
    public void Refuse(NetworkException refusal) => _wrong.Add(refusal);

    /// <summary>Throws the first refusal, with all others.</summary>
    public void Done()
    {
        if (_wrong is [var first, .. var others])
        {
            throw new NetworkException(first.Code, first.Message, first.Argument)
            {
                Others = others,
                Limit = first.Limit,
                Reason = first.Reason,
            };
        }
    }
}
