namespace MsoNetwork.Import;

/// <summary>A file that cannot be imported as a whole; the message says why and what to do. Nothing was written.</summary>
public sealed class ImportRefusedException(string message) : Exception(message);
