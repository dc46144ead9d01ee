namespace MsoNetwork.Webhooks;

/// <summary>
/// How secrets are stored: sealed with keys of the host, and bound to their webhook. A host that serves registers it.
/// </summary>
/// <param name="Seal">From webhook and secret to what is stored.</param>
/// <param name="Open">Back; null when the keys are not those that sealed it.</param>
public sealed record WebhookSecrets(Func<Guid, string, string> Seal, Func<Guid, string, string?> Open);
