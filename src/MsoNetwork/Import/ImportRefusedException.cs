namespace MsoNetwork.Import;

/// <summary>Why a file cannot be read, for whoever says so in other words.</summary>
public enum ImportRefusal
{
    /// <summary>Something else; the message says what.</summary>
    Other,
    Empty,
    NotUtf8,
    NotAWorkbook,
    OldWorkbook,
    CellTooLong,
}

/// <summary>A file that cannot be imported as a whole; the message says why and what to do. Nothing was written.</summary>
public sealed class ImportRefusedException(string message, ImportRefusal refusal = ImportRefusal.Other) : Exception(message)
{
    public ImportRefusal Refusal => refusal;
}
