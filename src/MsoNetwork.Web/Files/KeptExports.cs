using System.Security.Cryptography;
using MsoNetwork.Errors;
using MsoNetwork.RateLimits;
using MsoNetwork.Web.Admission;
using MsoNetwork.Web.Settings;
using Npgsql;

namespace MsoNetwork.Web.Files;

/// <summary>
/// Files made once for each state of the registry and kept on disk, MSONET_EXPORTS_MB of them; those that nobody asked for longest go
/// first, and each an hour after it was asked for last. One is written under another name first, so none is ever half.
/// </summary>
internal sealed partial class KeptExports : IDisposable
{
    public const int UsualMegabytes = 512;

    /// <summary>Files being made or waiting for that.</summary>
    public const int MostAtWork = 16;

    private static readonly TimeSpan LongestWork = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Unused = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, KeptExport> _files = new(StringComparer.Ordinal);
    private readonly ExportFolder _folder;
    private readonly SharedWork<KeptExport> _work = new(MostAtWork, LongestWork);
    private readonly DearTurns _turns;
    private readonly RefusalMetrics _refusals;
    private readonly ILogger<KeptExports> _log;
    private readonly Timer _timer;
    private readonly long _most;

    public KeptExports(IConfiguration settings, DearTurns turns, RefusalMetrics refusals, ILogger<KeptExports> log)
    {
        (_turns, _refusals, _log) = (turns, refusals, log);
        _most = RateSettings.Number(settings, "EXPORTS_MB", UsualMegabytes, least: 1) * 1_000_000L;
        _folder = new ExportFolder(DataFolder.Of(settings["EXPORTS"], "exports"));
        _timer = new Timer(
            _ => Forget(file => Environment.TickCount64 - file.UsedAt > Unused.TotalMilliseconds), null, Unused / 60, Unused / 60);
    }

    /// <summary>Where the files are.</summary>
    public string Folder => _folder.Path;

    /// <summary>The file, open; null where it is to be made.</summary>
    public (KeptExport File, FileStream Content)? Find(string state, string key)
    {
        lock (_gate)
        {
            if (!_files.TryGetValue(Name(state, key), out var file) || file.Holds?.Invoke() == false) return null;
            file.UsedAt = Environment.TickCount64;
            try
            {
                return (file, Open(file.Path));
            }
            catch (FileNotFoundException)
            {
                return null; // somebody was erased meanwhile, and all files with them
            }
        }
    }

    /// <summary>Makes the file, or waits until whoever makes it is ready.</summary>
    /// <param name="state">Of the registry, read before anything else of it.</param>
    /// <param name="key">What is asked for, without the state.</param>
    /// <param name="open">Reads what it is made of, if that is shared with others; gives what writes it, in a turn.</param>
    /// <param name="cancellationToken">Of the one who waits; the work ends when nobody does any more.</param>
    /// <exception cref="NetworkException">UNAVAILABLE: not now. Others: as the writer throws them.</exception>
    public async Task<(KeptExport File, FileStream Content)> MakeAsync(
        string state, string key, Func<CancellationToken, Task<FileWriter>> open, CancellationToken cancellationToken)
    {
        try
        {
            var file = await _work.GetAsync(Name(state, key), async token =>
            {
                var writer = await open(token);
                return await _turns.RunAsync(() => WriteAsync(state, Name(state, key), writer, token), token);
            }, cancellationToken);
            return (file, Open(file.Path));
        }
        catch (NetworkException refusal) when (refusal.Code == ErrorCode.Unavailable)
        {
            _refusals.Count("busy");
            throw;
        }
        catch (FileNotFoundException)
        {
            // Somebody was erased while it was written, and all files with them: this one was made of what stood there before.
            throw new NetworkException(ErrorCode.Unavailable, "The file has to be made anew. Please try again.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            LogNoPlace(error, _folder.Path);
            throw new NetworkException(ErrorCode.Unavailable, "The file cannot be written right now. Please try again later.");
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.QueryCanceled)
        {
            throw new NetworkException(ErrorCode.Unavailable, "The file could not be made in time. Please try again later.");
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        _folder.Dispose();
    }

    private async Task<KeptExport> WriteAsync(string state, string name, FileWriter writer, CancellationToken cancellationToken)
    {
        var path = Path.Combine(_folder.Path, Guid.NewGuid().ToString("N"));
        var part = path + ".part";
        try
        {
            KeptExport file;
            await using (var content = new FileStream(part, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                BufferSize = 1 << 16,
                Options = FileOptions.Asynchronous,
            }))
            {
                await writer.Write(content, cancellationToken);
                await content.FlushAsync(cancellationToken);
                content.Position = 0;
                var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken))[..32];
                file = new(path, content.Length, $"\"{hash}\"", state, writer.Holds) { UsedAt = Environment.TickCount64 };
            }

            File.Move(part, path);
            Keep(name, file);
            return file;
        }
        finally
        {
            File.Delete(part); // nothing where it was moved
        }
    }

    private void Keep(string name, KeptExport file)
    {
        Forget(old => old.State != file.State);
        lock (_gate)
        {
            if (_files.Remove(name, out var before)) File.Delete(before.Path);
            _files[name] = file;
            var bytes = _files.Values.Sum(one => one.Bytes);
            foreach (var (other, old) in _files.OrderBy(one => one.Value.UsedAt).ToList())
            {
                if (bytes <= _most || old == file) break;
                bytes -= old.Bytes;
                _files.Remove(other);
                File.Delete(old.Path); // whoever reads it has it open
            }
        }
    }

    private void Forget(Func<KeptExport, bool> which)
    {
        lock (_gate)
        {
            foreach (var (name, file) in _files.Where(one => which(one.Value)).ToList())
            {
                _files.Remove(name);
                File.Delete(file.Path);
            }
        }
    }

    private static string Name(string state, string key) => $"{state} {key}";

    private static FileStream Open(string path) => new(path, new FileStreamOptions
    {
        Share = FileShare.Read | FileShare.Delete,
        BufferSize = 1 << 16,
        Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
    });

    [LoggerMessage(LogLevel.Error, "No file can be written to {Folder}")]
    private partial void LogNoPlace(Exception error, string folder);
}
