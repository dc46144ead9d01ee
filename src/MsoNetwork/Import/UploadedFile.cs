using System.IO.Compression;
using System.Text;

namespace MsoNetwork.Import;

/// <summary>What is wrong with a file that somebody brings.</summary>
public enum UploadProblem
{
    None,
    Missing,
    TooLarge,
    TooManyRows,
    Unreadable,
    OldWorkbook,
    CellTooLong,
    Empty,
    TooMany,
}

/// <summary>A file from somebody's machine, made safe to read: bounded packed and unpacked, and CSV in UTF-8.</summary>
internal static class UploadedFile
{
    /// <summary>Bytes of a file.</summary>
    public const int Largest = 5 * 1024 * 1024;

    /// <summary>Rows behind the header.</summary>
    public const int MostRows = 5_000;

    /// <summary>Bytes of a workbook when unpacked, and parts of it.</summary>
    private const long LargestUnpacked = 100 * 1024 * 1024;
    private const int MostParts = 1_000;

    private static readonly Encoding Strict = new UTF8Encoding(false, throwOnInvalidBytes: true);

    /// <summary>Bytes that can be read, or what is wrong.</summary>
    public static (byte[] Bytes, bool WasRecoded, UploadProblem Problem) Prepare(byte[] bytes)
    {
        if (bytes.Length == 0) return ([], false, UploadProblem.Empty);
        if (bytes.Length > Largest) return ([], false, UploadProblem.TooLarge);
        if (bytes.AsSpan().StartsWith("PK\u0003\u0004"u8)) return (bytes, false, Unpacked(bytes));
        if (bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0])) return ([], false, UploadProblem.OldWorkbook);
        if (bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return (Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(bytes.AsSpan(2))), true, UploadProblem.None);
        try
        {
            Strict.GetCharCount(bytes);
            return (bytes, false, bytes.Contains((byte)0) ? UploadProblem.Unreadable : UploadProblem.None);
        }
        catch (DecoderFallbackException)
        {
            // What German spreadsheets call CSV. Anything can be read so: where NUL stands it is no text.
            if (bytes.Contains((byte)0)) return ([], false, UploadProblem.Unreadable);
            var windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
            return (Encoding.UTF8.GetBytes(windows.GetString(bytes)), true, UploadProblem.None);
        }
    }

    /// <summary>Its rows, from a file of its own that is gone afterwards: readers of workbooks need one.</summary>
    public static ImportRows Open(byte[] bytes)
    {
        var path = Path.Combine(Path.GetTempPath(), $"msonet-upload-{Guid.NewGuid():N}");
        File.WriteAllBytes(path, bytes);
        try
        {
            return ImportRows.Open(path);
        }
        finally
        {
            File.Delete(path); // what is open can be read on
        }
    }

    // What the directory of a zip says of sizes may be a lie: it is unpacked once, and thrown away, as far as it may go.
    private static UploadProblem Unpacked(byte[] bytes)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
            if (zip.Entries.Count > MostParts) return UploadProblem.TooLarge;
            var buffer = new byte[1 << 16];
            var total = 0L;
            foreach (var part in zip.Entries)
            {
                using var stream = part.Open();
                while (stream.Read(buffer) is > 0 and var read)
                {
                    if ((total += read) > LargestUnpacked) return UploadProblem.TooLarge;
                }
            }

            return UploadProblem.None;
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException or NotSupportedException)
        {
            return UploadProblem.Unreadable;
        }
    }
}
