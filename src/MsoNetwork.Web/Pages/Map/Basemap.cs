using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using Microsoft.Net.Http.Headers;
using MsoNetwork.Web.Settings;

namespace MsoNetwork.Web.Pages.Map;

/// <summary>
/// Streets from a file of the operator's own: MSONET_BASEMAP is a PMTiles archive (version 3) of Protomaps' vector tiles. Browsers read it
/// in pieces from here, so that no request leaves the site. What is no such file ends the start.
/// </summary>
internal sealed class Basemap
{
    private const string MediaType = "application/vnd.pmtiles";
    private const int HeaderBytes = 127;
    private const double West = 5.86, South = 50.32, East = 9.47, North = 52.54; // North Rhine-Westphalia

    private readonly FileInfo? _file;
    private readonly string _version = "";

    public Basemap(IConfiguration configuration)
    {
        if (configuration["BASEMAP"] is not { Length: > 0 } path) return; // an empty variable is none
        if (configuration["BACKGROUND_MAP"] is { Length: > 0 })
            throw new WrongSettingException("MSONET_BASEMAP and MSONET_BACKGROUND_MAP are two maps for one place: set one of them.");
        _file = new FileInfo(path);
        var header = Header(_file);
        _version = Version(header);
        Attribution = configuration["BASEMAP_ATTRIBUTION"] is { Length: > 0 } attribution ? attribution : "© OpenStreetMap, Protomaps";
    }

    /// <summary>Where browsers read the archive; null without one. Another archive has another address.</summary>
    public string? Address => _file is null ? null : $"/basemap/{_version}.pmtiles";

    public string? Attribution { get; }

    public void Map(IEndpointRouteBuilder site)
    {
        if (_file is null) return;
        site.MapMethods(Address!, [HttpMethods.Get, HttpMethods.Head], context =>
        {
            context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
            context.Response.Headers.XContentTypeOptions = "nosniff";
            var tag = new EntityTagHeaderValue($"\"{_version}\"");
            return Results.File(_file.FullName, MediaType, entityTag: tag, enableRangeProcessing: true).ExecuteAsync(context);
        });
    }

    // The header's places and numbers: https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md
    private static byte[] Header(FileInfo file)
    {
        var header = new byte[HeaderBytes];
        try
        {
            using var archive = file.OpenRead();
            if (archive.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes)
                throw Wrong(file, "is no PMTiles archive");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Wrong(file, "cannot be read: " + error.Message.TrimEnd('.'));
        }

        if (!header.AsSpan().StartsWith("PMTiles"u8)) throw Wrong(file, "is no PMTiles archive");
        if (header[7] != 3) throw Wrong(file, $"has version {header[7]} of PMTiles; version 3 is read here");
        foreach (var part in (int[])[8, 24, 40, 56]) // directory, metadata, leaf directories, tiles: from where, how long
        {
            if (Number(header, part) + Number(header, part + 8) > (ulong)file.Length) throw Wrong(file, "is cut off");
        }

        if (header[97] is not (1 or 2) || header[98] is not (1 or 2))
            throw Wrong(file, "is compressed in another way than gzip, which browsers cannot read");
        if (header[99] != 1) throw Wrong(file, "has no vector tiles (MVT)");
        if (Degrees(header, 102) > East || Degrees(header, 106) > North || Degrees(header, 110) < West || Degrees(header, 114) < South)
            throw Wrong(file, "shows another part of the world than North Rhine-Westphalia");
        return header;
    }

    private string Version(byte[] header) =>
        Convert.ToHexStringLower(
            XxHash128.Hash([.. header, .. BitConverter.GetBytes(_file!.Length), .. BitConverter.GetBytes(_file.LastWriteTimeUtc.Ticks)])
        );

    private static ulong Number(byte[] header, int at) => BinaryPrimitives.ReadUInt64LittleEndian(header.AsSpan(at)) & long.MaxValue;

    private static double Degrees(byte[] header, int at) => BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(at)) / 1e7;

    private static WrongSettingException Wrong(FileInfo file, string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"MSONET_BASEMAP: {file.FullName} {what}. See docs/operating.md, \"Streets\"."));
}
