using System.Globalization;
using MsoNetwork.Errors;
using MsoNetwork.Networks;
using MsoNetwork.Printing;

namespace MsoNetwork.Export;

public static partial class NetworkFile
{
    /// <summary>A picture for reports and for who has no scripts.</summary>
    /// <exception cref="NetworkException">The network has too many organisations with ties for a picture.</exception>
    public static Task WriteSvgAsync(Network network, PictureWords words, Stream output, CancellationToken cancellationToken)
    {
        CheckDrawable(network);
        return StreamAsync(output, xml => PictureSvg.Parts(NetworkPicture.Of(network, words), xml, Clean), cancellationToken);
    }

    /// <summary>The same as PNG, at least 2,400 dots wide.</summary>
    /// <exception cref="NetworkException">The network has too many organisations with ties for a picture.</exception>
    public static async Task WritePngAsync(Network network, PictureWords words, Stream output, CancellationToken cancellationToken)
    {
        CheckDrawable(network);
        await output.WriteAsync(PictureCanvas.Png(NetworkPicture.Of(network, words)), cancellationToken);
    }

    public static void CheckDrawable(Network network)
    {
        if (!network.IsDrawable)
            throw new NetworkException(
                ErrorCode.LimitExceeded,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The network has {network.Joined:N0} organisations with ties; at most {NetworkLayout.MostNodes:N0} are drawn. Ask "
                        + $"for a smaller region, fewer kinds or topics."
                ),
                "region"
            )
            {
                Limit = (NetworkLayout.MostNodes, network.Joined),
            };
    }
}
