using Microsoft.AspNetCore.WebUtilities;
using MsoNetwork.Digests;
using MsoNetwork.Errors;
using MsoNetwork.Regions;
using MsoNetwork.Vocabularies;
using MsoNetwork.Web.Pages.Forms;
using MsoNetwork.Web.Pages.Site;

namespace MsoNetwork.Web.Pages.Digests;

/// <summary>A list of the pages as something that can be searched for again and again, by the form that its page reads.</summary>
/// <typeparam name="TForm">The page's form.</typeparam>
internal abstract class ListDigest<TForm>(SearchSubject subject, Registry registry) : DigestSource(subject)
{
    /// <summary>The list's path below the language.</summary>
    protected abstract string List { get; }

    /// <summary>Key of the list's title.</summary>
    protected abstract string Title { get; }

    public sealed override async Task<ReadSearch> ReadAsync(string query, string language, CancellationToken cancellationToken)
    {
        var problems = new List<FormProblem>();
        var (gazetteer, vocabularies) = await registry.ReferenceAsync(cancellationToken);
        var form = Read(Parsed(query), gazetteer, vocabularies, problems);
        if (problems is [var problem, ..])
            throw NetworkException.Invalid("query", $"The list does not understand {problem.Argument}: {problem.About}");
        var t = DigestTexts.Of(language);
        string[] asked = [.. Words(form, gazetteer, vocabularies, t)];
        return new ReadSearch(Written(form), asked.Length == 0 ? t[Title] : $"{t[Title]}: {string.Join(" · ", asked)}");
    }

    public sealed override string PathOf(string query) => query.Length == 0 ? List : $"{List}?{query}";

    protected async Task<TForm> FormAsync(string query, CancellationToken cancellationToken)
    {
        var (gazetteer, vocabularies) = await registry.ReferenceAsync(cancellationToken);
        return Read(Parsed(query), gazetteer, vocabularies, []);
    }

    protected abstract TForm Read(IQueryCollection query, Gazetteer gazetteer, VocabularySet vocabularies, List<FormProblem> problems);

    /// <summary>As the page writes it, without a question mark.</summary>
    protected abstract string Written(TForm form);

    /// <summary>What was asked for, in words.</summary>
    protected abstract IEnumerable<string> Words(TForm form, Gazetteer gazetteer, VocabularySet vocabularies, Texts t);

    /// <summary>What follows the question mark of an address.</summary>
    protected static string QueryOf(string address) => address.Split('?', 2) is [_, var query] ? query : "";

    private static QueryCollection Parsed(string query) => new(QueryHelpers.ParseQuery(query));
}
