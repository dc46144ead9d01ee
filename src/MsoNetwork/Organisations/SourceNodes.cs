using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using MsoNetwork.Relay;

namespace MsoNetwork.Organisations;

/// <summary>Sources by their global ids: the organisation's, and a digest of what makes the source its own within that entry.</summary>
public static class SourceNodes
{
    private const int DigestBytes = 12;

    /// <summary>How node finds them: only through an organisation that whoever asks may see.</summary>
    public static NodeSource Source { get; } = new("Source", async (provider, key, token) =>
    {
        if (key.Split(':') is not [var organisation, _] || !Guid.TryParseExact(organisation, "N", out var id)) return null;
        var loaders = provider.GetRequiredService<OrganisationLoaders>();
        if (await loaders.ById.Load(id, found => found).GetResultAsync(token) is null) return null;
        var sources = (List<OrganisationSource>?)await loaders.Sources.Load(id, found => found).GetResultAsync(token);
        var asked = GlobalId.Encode("Source", key);
        return sources?.Find(source => IdOf(source) == asked);
    });

    public static string IdOf(OrganisationSource source)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{source.Name}\n{source.ExternalId}"));
        return GlobalId.Encode("Source", $"{source.OrganisationId:N}:{Convert.ToHexStringLower(digest.AsSpan(0, DigestBytes))}");
    }
}
