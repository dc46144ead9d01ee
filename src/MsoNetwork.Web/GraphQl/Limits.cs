using System.Globalization;
using MsoNetwork.Errors;

namespace MsoNetwork.Web.GraphQl;

/// <summary>What one request may ask for. Whatever is beyond is refused as LIMIT_EXCEEDED before anything is executed.</summary>
public static class Limits
{
    /// <summary>Bytes of a request's body, variables included.</summary>
    public const int BodyBytes = 128 * 1024;

    /// <summary>Characters of a document.</summary>
    public const int DocumentCharacters = 16 * 1024;

    /// <summary>Tokens of a document: names, values and punctuation.</summary>
    public const int Tokens = 2_000;

    /// <summary>Fields below each other, fragments included. Seven reach the district of a member's seat.</summary>
    public const int Depth = 12;

    /// <summary>Fields below each other under __schema and __type: GraphiQL's own question is 15 deep.</summary>
    public const int IntrospectionDepth = 20;

    /// <summary>Lists of fields, input fields, interfaces and possible types inside each other, in introspection.</summary>
    public const int IntrospectionLists = 2;

    /// <summary>Fields under another name, fragments counted at each use.</summary>
    public const int Aliases = 30;

    /// <summary>Fields of Query (or Mutation) in one request.</summary>
    public const int RootFields = 20;

    /// <summary>Fields and fragments in all, fragments counted at each use.</summary>
    public const int Selections = 500;

    /// <summary>@skip, @include and whatever else begins with an at sign.</summary>
    public const int Directives = 50;

    /// <summary>The cost of a request: how many values its answer is expected to have at most.</summary>
    public const int Cost = 25_000;

    /// <summary>What a request counts at least, for the limit of whoever asks: taken before it is read.</summary>
    public const long LeastCost = Admission.RequestWeight.GraphQlCost;

    /// <summary>What is still to be taken of a request's cost.</summary>
    public static long BesideLeast(long cost) => Math.Max(cost - LeastCost, 0);

    /// <summary>What a document counts that is refused: it was read and validated.</summary>
    public const long CostOfRefused = 50;

    /// <summary>What one SQL statement may take.</summary>
    public static readonly TimeSpan Statement = TimeSpan.FromSeconds(5);

    /// <summary>What a whole request may take.</summary>
    public static readonly TimeSpan Request = TimeSpan.FromSeconds(10);

    /// <summary>The limits as the schema's description states them.</summary>
    public static string Description { get; } = string.Create(CultureInfo.InvariantCulture, $"""
        Limits of one request, refused as LIMIT_EXCEEDED: a body of {BodyBytes / 1024} KiB, a document of {DocumentCharacters / 1024} KiB,
        {Tokens:N0} tokens, fields {Depth} deep ({IntrospectionDepth} in introspection), {Aliases} aliases, {RootFields} root fields, {Selections} selections with
        fragments counted at each use, {Directives} directives, a cost of {Cost:N0}, {Statement.TotalSeconds} seconds for a statement and {Request.TotalSeconds} for a request.
        Cost: each field counts 1, multiplied by the size of every list it is nested in: first or last (default 20), the number of ids, otherwise 5.
        """);

    /// <summary>The refusal of a request that is beyond a limit.</summary>
    /// <param name="subject">What was counted, as the beginning of a sentence: "The document has", "The request costs".</param>
    /// <param name="asked">What was asked for.</param>
    /// <param name="most">The limit.</param>
    /// <param name="unit">What is counted, in the plural: "aliases".</param>
    public static NetworkException Exceeded(string subject, long asked, long most, string unit) =>
        new(
            ErrorCode.LimitExceeded,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{subject} {asked:N0} {unit}; the limit is {most:N0}, that is {asked - most:N0} too many. Ask for less, or in several "
                    + $"requests."
            )
        )
        {
            Limit = (most, asked),
        };
}
