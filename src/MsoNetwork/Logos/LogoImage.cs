using System.Security.Cryptography;
using SkiaSharp;

namespace MsoNetwork.Logos;

/// <summary>Why a file is not taken as a logo.</summary>
public enum LogoProblem
{
    /// <summary>No file, or none of PNG, JPEG and WebP; or one that ends before its picture does.</summary>
    NoPicture,

    /// <summary>SVG may hold scripts and links to elsewhere, and nothing here draws it safely.</summary>
    Svg,

    /// <summary>More than two megabytes.</summary>
    TooManyBytes,

    /// <summary>More than 24 million pixels, however few bytes they are packed into.</summary>
    TooManyPixels,

    /// <summary>Too small to see anything.</summary>
    TooSmall,
}

/// <summary>
/// Makes a logo of a file that anybody may have made: the header's dimensions are looked at before anything is unpacked, and what comes out
/// is drawn anew, so that nothing of the file remains but its picture.
/// </summary>
internal sealed record LogoImage(byte[] Bytes, int Width, int Height, string Hash)
{
    public const int MostBytes = 2 * 1024 * 1024;
    public const int MostPixels = 24_000_000;
    public const int Longest = 512;
    private const int Shortest = 16;
    private const int Quality = 90;

    // One at a time: an unpacked picture takes up to 100 MB.
    private static readonly SemaphoreSlim Turn = new(1, 1);

    public static async Task<(LogoImage? Image, LogoProblem? Problem)> OfAsync(byte[] file, CancellationToken cancellationToken)
    {
        if (file.Length > MostBytes) return (null, LogoProblem.TooManyBytes);
        if (IsSvg(file)) return (null, LogoProblem.Svg);
        await Turn.WaitAsync(cancellationToken);
        try
        {
            return Of(file);
        }
        finally
        {
            Turn.Release();
        }
    }

    private static (LogoImage?, LogoProblem?) Of(byte[] file)
    {
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data);
        if (codec?.EncodedFormat is not (SKEncodedImageFormat.Png or SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Webp))
            return (null, LogoProblem.NoPicture);
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if ((long)width * height > MostPixels) return (null, LogoProblem.TooManyPixels);
        if (width < Shortest || height < Shortest) return (null, LogoProblem.TooSmall);
        using var whole = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul));
        if (codec.GetPixels(whole.Info, whole.GetPixels()) != SKCodecResult.Success) return (null, LogoProblem.NoPicture);
        using var upright = Upright(whole, codec.EncodedOrigin);
        var scale = Math.Min(1, (double)Longest / Math.Max(upright.Width, upright.Height));
        var size = new SKImageInfo(
            Math.Max(1, (int)Math.Round(upright.Width * scale)), Math.Max(1, (int)Math.Round(upright.Height * scale)),
            SKColorType.Rgba8888, SKAlphaType.Premul);
        using var small = upright.Resize(size, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var written = small.Encode(SKEncodedImageFormat.Webp, Quality);
        var bytes = written.ToArray();
        return (new LogoImage(bytes, size.Width, size.Height, Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]), null);
    }

    // Cameras say in the metadata, which we drop, how the picture is to be turned.
    private static SKBitmap Upright(SKBitmap whole, SKEncodedOrigin origin)
    {
        var (degrees, mirrored) = origin switch
        {
            SKEncodedOrigin.TopRight => (0, true),
            SKEncodedOrigin.BottomRight => (180, false),
            SKEncodedOrigin.BottomLeft => (180, true),
            SKEncodedOrigin.LeftTop => (90, true),
            SKEncodedOrigin.RightTop => (90, false),
            SKEncodedOrigin.RightBottom => (270, true),
            SKEncodedOrigin.LeftBottom => (270, false),
            _ => (0, false),
        };
        var turned = degrees % 180 == 90 ? new SKBitmap(whole.Height, whole.Width) : new SKBitmap(whole.Width, whole.Height);
        using var canvas = new SKCanvas(turned);
        canvas.Clear(SKColors.Transparent);
        canvas.Translate(turned.Width / 2f, turned.Height / 2f);
        canvas.RotateDegrees(degrees);
        if (mirrored) canvas.Scale(-1, 1);
        canvas.Translate(-whole.Width / 2f, -whole.Height / 2f);
        using var image = SKImage.FromBitmap(whole);
        canvas.DrawImage(image, 0, 0, new SKSamplingOptions(SKFilterMode.Nearest));
        return turned;
    }

    private static bool IsSvg(byte[] file)
    {
        var head = System.Text.Encoding.UTF8.GetString(file, 0, Math.Min(file.Length, 1024)).TrimStart('\uFEFF', ' ', '\r', '\n', '\t');
        return head.StartsWith("<?xml", StringComparison.Ordinal)
            || (head.StartsWith('<') && head.Contains("<svg", StringComparison.OrdinalIgnoreCase));
    }
}
