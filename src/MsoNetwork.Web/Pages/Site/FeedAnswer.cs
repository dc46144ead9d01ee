using System.Security.Cryptography;
using System.ServiceModel.Syndication;
using System.Text;
using System.Xml;
using Microsoft.Net.Http.Headers;
using MsoNetwork.Web.Settings;

namespace MsoNetwork.Web.Pages.Site;

/// <summary>Feeds and calendars as answers: the same content is the same bytes, and has the same ETag.</summary>
internal static class FeedAnswer
{
    public static IResult Of(
        HttpContext context, SyndicationFeed feed, string mediaType, Func<SyndicationFeed, SyndicationFeedFormatter> format, Texts t)
    {
        var self = SiteOrigin.Of(context) + context.Request.Path + context.Request.QueryString;
        feed.Links.Add(SyndicationLink.CreateSelfLink(new Uri(self)));
        feed.Authors.Add(new SyndicationPerson { Name = t["site.name"] });
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), CheckCharacters = true }))
            format(feed).WriteTo(xml);
        return Of(context, bytes.ToArray(), mediaType + "; charset=utf-8");
    }

    public static IResult Of(HttpContext context, byte[] bytes, string mediaType)
    {
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..32]}\"";
        context.Response.Headers.CacheControl = "public, max-age=300, must-revalidate";
        return Results.Bytes(bytes, mediaType, entityTag: EntityTagHeaderValue.Parse(tag));
    }
}
