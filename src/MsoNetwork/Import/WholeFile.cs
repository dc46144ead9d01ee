using MsoNetwork.Errors;

namespace MsoNetwork.Import;

/// <summary>
/// A file that is under its name whole or not at all: written beside it, put in place at the end. What was there before stays until then.
/// </summary>
public sealed class WholeFile : IDisposable
{
    private const string Ending = ".part";

    private readonly string _target;
    private readonly string _part;
    private readonly FileStream _stream;

    private WholeFile(string target)
    {
        _target = target;
        RemoveLeftovers(target);
        // A name that nobody has: a fixed one could be the very file that is being read.
        _part = FormattableString.Invariant($"{target}.{Guid.NewGuid():N}{Ending}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows() && File.Exists(target)) options.UnixCreateMode = File.GetUnixFileMode(target);
        _stream = new FileStream(_part, options);
    }

    public Stream Stream => _stream;

    /// <param name="argument">The option that named the path, for errors.</param>
    /// <param name="path">Where the file is to be. A link there stays, and what it leads to is replaced.</param>
    /// <param name="input">A file that is being read meanwhile, which this one must not replace.</param>
    /// <exception cref="NetworkException">It would replace the input, or there is something that cannot be replaced by a file: a pipe, a
    /// device.</exception>
    /// <exception cref="IOException">No file can be written there.</exception>
    public static WholeFile Begin(string argument, string path, string? input = null)
    {
        if (string.IsNullOrWhiteSpace(path)) throw NetworkException.Invalid(argument, $"{argument} needs the name of a file.");
        var target = RealPath.Of(path);
        if (input is not null && target == RealPath.Of(input))
            throw NetworkException.Invalid(argument, $"{argument} names the file that is read, {input}; give it another one.");
        if (Directory.Exists(target))
            throw new IOException($"{path} is a folder.");
        // /dev/stdout leads to an ordinary file where a shell wrote > FILE: that one is being written already.
        if (IsDevice(Path.GetFullPath(path)) || !CanBeReplaced(target))
            throw NetworkException.Invalid(
                argument,
                $"{argument} needs an ordinary file, which it replaces when the new one is complete; {path} is none."
            );
        return new WholeFile(target);
    }

    // Of writers that were killed: whoever still writes holds its file's lock.
    private static void RemoveLeftovers(string target)
    {
        var (folder, name) = (Path.GetDirectoryName(target), Path.GetFileName(target));
        if (folder is null || !Directory.Exists(folder)) return;
        foreach (var part in Directory.EnumerateFiles(folder, $"*{Ending}").Where(part => IsPartOf(name, Path.GetFileName(part))))
        {
            try
            {
                using var left = new FileStream(part, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                File.Delete(part);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // It is being written, or somebody else's.
            }
        }
    }

    private static bool IsPartOf(string name, string part) =>
        part.StartsWith(name + ".", StringComparison.Ordinal) && part.Length == name.Length + 33 + Ending.Length
        && Guid.TryParseExact(part.AsSpan(name.Length + 1, 32), "N", out _);

    /// <summary>Closes the file and gives it its name.</summary>
    public void PutInPlace()
    {
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
        File.Move(_part, _target, overwrite: true);
    }

    /// <summary>Without <see cref="PutInPlace"/> before, nothing stays.</summary>
    public void Dispose()
    {
        try
        {
            _stream.Dispose();
        }
        catch (IOException)
        {
            // On a full disk the rest cannot be written; it is thrown away anyway.
        }

        File.Delete(_part);
    }

    // A pipe opened for both directions does not wait for its other end. A device such as /dev/null can be sought in, but is no file
    // either.
    private static bool CanBeReplaced(string target)
    {
        if (IsDevice(target)) return false;
        if (!File.Exists(target)) return true;
        using var stream = new FileStream(target, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        return stream.CanSeek;
    }

    private static bool IsDevice(string path) => path.StartsWith("/proc/", StringComparison.Ordinal)
        || (path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal));
}
