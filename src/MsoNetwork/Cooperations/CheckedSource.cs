using MsoNetwork.Errors;
using MsoNetwork.Text;

namespace MsoNetwork.Cooperations;

/// <summary>A source that may be kept.</summary>
internal sealed record CheckedSource(string Name, string? Url, DateOnly? RetrievedOn)
{
    public static CheckedSource? Of(SourceInput? source, DateOnly today, InputReader reader)
    {
        if (source is null) return null;
        var (name, day) = (InvisibleSigns.Typed(source.Name), Day(source.RetrievedOn));
        if (name.Length is 0 or > 300) Refuse("name", "A source's name has 1 to 300 characters.");
        if (source.Url is { } url && !IsAddress(url))
            Refuse("url", "A source's address is absolute, begins with http:// or https:// and has at most 2,000 characters.");
        if (day > today) Refuse("retrievedOn", "retrievedOn lies in the future: it is the day on which the source was read.");
        return new(name, source.Url, day);

        void Refuse(string field, string message) => reader.Refuse(NetworkException.Invalid("input.source." + field, message));
    }

    public static DateOnly? Day(DateTime? day) => day is { } given ? DateOnly.FromDateTime(given) : null;

    private static bool IsAddress(string url) =>
        url.Length <= 2000 && Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";
}
