using System.Globalization;
using Microsoft.Net.Http.Headers;
using MsoNetwork.Errors;
using MsoNetwork.Web.GraphQl;

namespace MsoNetwork.Web.Files;

/// <summary>The parameters of an address that gives a file, and the answer around the file.</summary>
internal sealed class ExportRequest(IQueryCollection query, string[] known)
{
    public ExportRequest Checked() => query.Keys.FirstOrDefault(key => !known.Contains(key)) is { } unknown
        ? throw NetworkException.Invalid(Short(unknown), $"This address takes only the parameters {string.Join(", ", known)}.") : this;

    public string? One(string name) =>
        query[name].Count <= 1
            ? query[name].FirstOrDefault()
            : throw NetworkException.Invalid(name, $"{name} is given several times; give it once.");

    /// <summary>Several values, each as a parameter of its own or separated by commas; null if there is none.</summary>
    public string[]? Many(string name) =>
        query[name] is { Count: > 0 } values
            ?
            [
                .. values.SelectMany(value =>
                    (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                ),
            ]
            : null;

    /// <summary>True or false; null when it is not said.</summary>
    public bool? YesOrNo(string name) => One(name) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        _ => throw NetworkException.Invalid(name, $"{name} is true or false."),
    };

    /// <summary>A day; null when it is not said.</summary>
    public DateOnly? Day(string name) => One(name) switch
    {
        null => null,
        var text when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => day,
        _ => throw NetworkException.Invalid(name, $"{name} is a day, for example 2026-11-25."),
    };

    /// <summary>One of an enumeration's values, written as in the schema.</summary>
    public static T Value<T>(string argument, string name)
        where T : struct, Enum =>
        Enum.GetValues<T>()
            .Cast<T?>()
            .FirstOrDefault(value => string.Equals(Constant(value.ToString()!), name, StringComparison.OrdinalIgnoreCase))
        ?? throw NetworkException.Invalid(
            argument,
            $"\"{Short(name)}\" is none of {string.Join(", ", Enum.GetNames<T>().Select(Constant))}."
        );

    /// <summary>
    /// Answers with a file; what cannot be asked, with the problem as JSON. A file that breaks off ends without its last chunk, so that
    /// nobody takes it for whole.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="tags">The registry's state.</param>
    /// <param name="mediaType">Of the file.</param>
    /// <param name="prepare">Reads the request; gives the file's name, whether it may be kept, and how to write it.</param>
    public static async Task AnswerAsync(
        HttpContext context,
        EntityTag tags,
        string mediaType,
        Func<Task<(string Name, bool Kept, Func<Stream, CancellationToken, Task> Write)>> prepare
    )
    {
        try
        {
            var tag = await tags.GetAsync(context.RequestAborted);
            var (name, kept, write) = await prepare();
            context.Response.Headers.CacheControl = kept ? "public, max-age=10, must-revalidate" : "no-store";
            if (kept) context.Response.Headers.ETag = tag;
            if (kept && EntityTag.Matches(context.Request.Headers.IfNoneMatch, tag))
            {
                context.Response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }

            context.Response.ContentType = mediaType == MediaTypes.Workbook ? mediaType : mediaType + "; charset=utf-8";
            context.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
            if (HttpMethods.IsHead(context.Request.Method)) return;
            await write(context.Response.Body, context.RequestAborted);
        }
        catch (NetworkException error) when (!context.Response.HasStarted)
        {
            foreach (var header in (string[])[HeaderNames.ContentDisposition, HeaderNames.ETag, HeaderNames.CacheControl])
                context.Response.Headers.Remove(header);
            await GraphQlEndpoint.WriteProblemAsync(
                context,
                StatusCodes.Status400BadRequest,
                MediaTypes.Json,
                new Problem(error.Code, error.Message, error.Argument)
            );
        }
    }

    private static string Constant(string name) => GraphQL.StringExtensions.ToConstantCase(name);

    private static string Short(string text) => text.Length <= 60 ? text : text[..60];
}
