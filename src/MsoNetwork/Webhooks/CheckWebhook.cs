using MsoNetwork.Errors;
using MsoNetwork.Reference;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;

namespace MsoNetwork.Webhooks;

/// <summary>Checks what somebody asks of a webhook; all that is wrong is told at once.</summary>
public sealed class CheckWebhook(
    WebhookNetworks networks, ReferenceSnapshot<Gazetteer> gazetteer, ReferenceSnapshot<VocabularySet> vocabularies)
{
    /// <returns>Address, regions and topics as they are kept; null where nothing was said.</returns>
    /// <exception cref="NetworkException">INVALID_INPUT of url, regions and topics.</exception>
    internal async Task<(string? Url, string[]? Regions, string[]? Topics)> RunAsync(
        WebhookChange asked, CancellationToken cancellationToken)
    {
        var (places, terms) = (await gazetteer.GetAsync(cancellationToken), await vocabularies.GetAsync(cancellationToken));
        var read = new InputReader();
        string? url = null;
        try
        {
            if (asked.Url is { } text) url = (await networks.ReadAsync(text, cancellationToken)).AbsoluteUri;
        }
        catch (NetworkException wrong)
        {
            read.Refuse(wrong);
        }

        var regions = read.Read(() => Keys("regions", asked.Regions, key => places.ByKey(key) is not null, "region"));
        var topics = read.Read(() => Keys("topics", asked.Topics, key => terms[VocabularyName.Topics].ByKey(key) is not null, "topic"));
        read.Done();
        return (url, regions, topics);
    }

    private static string[]? Keys(string argument, IReadOnlyList<string>? asked, Func<string, bool> isKnown, string what)
    {
        if (asked is null) return null;
        if (asked.Count > Webhook.MostKeys) throw NetworkException.TooMany(argument, asked.Count, Webhook.MostKeys);
        if (asked.FirstOrDefault(key => !isKnown(key)) is { } wrong)
            throw NetworkException.Invalid(argument, $"There is no {what} \"{(wrong.Length > 40 ? wrong[..40] + "…" : wrong)}\".");
        return [.. asked.Distinct(StringComparer.Ordinal)];
    }
}
