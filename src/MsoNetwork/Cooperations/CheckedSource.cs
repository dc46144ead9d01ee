using MsoNetwork.Errors;

namespace MsoNetwork.Cooperations;

/// <summary>A source that may be kept.</summary>
internal sealed record CheckedSource(string Name, string? Url, DateOnly? RetrievedOn)
{
    public static CheckedSource? Of(SourceInput? source, DateOnly today)
    {
        if (source is null)
            return null;
        if (source.Name.Trim() is not { Length: > 0 and <= 300 } name)
            throw NetworkException.Invalid("input.source.name", "A source's name has 1 to 300 characters.");
        if (
            source.Url is { } url
            && !(url.Length <= 2000 && Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        )
            throw NetworkException.Invalid(
                "input.source.url",
                "A source's address is absolute, begins with http:// or https:// and has at most 2,000 characters."
            );
        if (Day(source.RetrievedOn) > today)
            throw NetworkException.Invalid(
                "input.source.retrievedOn",
                "retrievedOn lies in the future: it is the day on which the source was read."
            );
        return new(name, source.Url, Day(source.RetrievedOn));
    }

    public static DateOnly? Day(DateTime? day) => day is { } given ? DateOnly.FromDateTime(given) : null;
}
