namespace MsoNetwork.Feeds;

/// <summary>A feed that cannot be used: what is wrong with it.</summary>
public sealed class FeedRefusedException(string message) : Exception(message);
