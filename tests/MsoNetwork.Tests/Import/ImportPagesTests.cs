using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using MsoNetwork.Accounts;
using MsoNetwork.Tests.GraphQl;
using MsoNetwork.Tests.SignIn;

namespace MsoNetwork.Tests.Import;

/// <summary>A centre imports a list on the pages, without scripts: forms and links alone.</summary>
public sealed partial class ImportPagesTests(RunningSite site) : IClassFixture<RunningSite>
{
    private const string Start = "/de/schreibtisch/import";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_centre_uploads_matches_decides_applies_and_takes_all_of_it_back()
    {
        var cookie = await CentreAsync("import@example.org", "ki-koeln");
        var columns = await UploadAsync(cookie, "Verein;Ort;Bemerkung\nHaus Seitenweise;Köln;<script>alert(1)</script>\n"
            + "Allerweltshaus Koeln;Köln;\nHaus Falsch;Entenhausen;\nHaus Fern;Bonn;\n");
        var page = await PageAsync(columns, cookie);
        Assert.Contains("Spalten zuordnen", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);

        var twice = await PostAsync(columns, cookie, page, ("c0", "name"), ("c1", "name"), ("c2", ""), ("source", "Liste & Co"));
        var refused = await twice.Content.ReadAsStringAsync(Token);
        Assert.Contains("„Name“ ist für zwei Spalten gewählt", WebUtility.HtmlDecode(refused), StringComparison.Ordinal);
        Assert.Contains("Liste &amp; Co", refused, StringComparison.Ordinal); // what was typed is not lost

        var matched = await PostAsync(columns, cookie, page, ("c0", "name"), ("c1", "town"), ("c2", ""), ("source", "Liste & Co"));
        var rows = matched.Headers.Location!.OriginalString;
        Assert.EndsWith("/zeilen", rows, StringComparison.Ordinal);
        page = WebUtility.HtmlDecode(await PageAsync(rows, cookie));
        foreach (var said in (string[])["Neu: 1", "Vielleicht schon da: 1", "Fehlerhaft: 1", "Anderes Gebiet: 1", "gleicher Name"])
            Assert.Contains(said, page, StringComparison.Ordinal);

        var saved = await PostAsync(rows, cookie, page, ("r3", "take"), ("only", ""), ("page", "1"));
        page = WebUtility.HtmlDecode(await PageAsync(saved.Headers.Location!.OriginalString, cookie));
        Assert.Contains("Neu: 2", page, StringComparison.Ordinal);

        var applied = await PostAsync(rows + "?handler=Apply", cookie, page, ("only", ""), ("page", "1"));
        var done = applied.Headers.Location!.OriginalString;
        var again = await PostAsync(rows + "?handler=Apply", cookie, page, ("only", ""), ("page", "1"));
        Assert.Equal(Start + "?weg=1", again.Headers.Location!.OriginalString);
        Assert.Contains("Die Liste ist eingelesen.", await PageAsync(done, cookie), StringComparison.Ordinal);
        Assert.Equal(2, await CountAsync("SELECT count(*) FROM organisations WHERE name IN ('Haus Seitenweise', 'Allerweltshaus Koeln')"));

        await PostAsync(done, cookie, await PageAsync(done, cookie));
        Assert.Contains("Entfernte neue Einträge: 2", await PageAsync(done, cookie), StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync("SELECT count(*) FROM organisations WHERE name IN ('Haus Seitenweise', 'Allerweltshaus Koeln')"));
        Assert.Contains("liste.csv", await PageAsync(Start, cookie), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_of_many_rows_stand_above_them_once_with_examples_and_hide_no_other_fault()
    {
        var cookie = await CentreAsync("fehler@example.org", "ki-koeln");
        var columns = await UploadAsync(cookie, "Verein;PLZ Ort;Telefon\n"
            + string.Concat(Enumerable.Range(1, 60).Select(row => $"Haus Ganz {row};Musterstr. {row}, 50667 Köln;\n"))
            + "Haus Faxlos;50667 Köln;Fax 0221 123456\n");
        var page = await PageAsync(columns, cookie);
        Assert.Matches("<option value=\"town\" selected", page); // "50667 Köln" is read as a town
        var matched = await PostAsync(columns, cookie, page, ("c0", "name"), ("c1", "town"), ("c2", "phone"), ("source", "Liste"));
        page = WebUtility.HtmlDecode(await PageAsync(matched.Headers.Location!.OriginalString, cookie));
        var faults = Blanks().Replace(page[page.IndexOf("Was uns aufgefallen ist", StringComparison.Ordinal)..], " ");
        Assert.Contains(
            "60 × <strong>Ort</strong> <span>„<bdi>Musterstr. 1, 50667 Köln</bdi>“</span> "
                + "<span>„<bdi>Musterstr. 2, 50667 Köln</bdi>“</span> <span>„<bdi>Musterstr. 3, 50667 Köln</bdi>“</span> "
                + "… Hier steht eine ganze Adresse.",
            faults,
            StringComparison.Ordinal);
        Assert.Contains("(Zeile 2, 3, 4, …)", faults, StringComparison.Ordinal);
        Assert.Contains("1 × <strong>Telefon</strong> <span>„<bdi>Fax 0221 123456</bdi>“</span>", faults, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [Fact]
    public async Task Uploads_and_imports_of_others_are_not_there_whatever_is_asked_of_them()
    {
        var own = await CentreAsync("eigen@example.org", "ki-koeln");
        var columns = await UploadAsync(own, "Verein;Ort\nHaus Geheim;Köln\n");
        var other = await CentreAsync("fremd@example.org", "ki-bonn");
        var token = await PageAsync(Start, other);
        var below = columns.Replace("/spalten", "", StringComparison.Ordinal);
        foreach (var path in new[] { columns, below + "/zeilen", below })
        {
            using var get = await GetAsync(path, other);
            Assert.Equal(HttpStatusCode.NotFound, get.StatusCode);
            using var post = await PostAsync(path, other, token, ("c0", "name"), ("c1", "town"), ("source", "x"), ("r2", "take"));
            Assert.Equal(HttpStatusCode.NotFound, post.StatusCode);
        }

        var id = columns.Split('/')[^2];
        await PostAsync(Start + "?handler=Discard", other, token, ("id", id));
        Assert.Contains("Spalten zuordnen", await PageAsync(columns, own), StringComparison.Ordinal);
        using var forged = await PostAsync(columns, own, page: "", ("c0", "name"), ("c1", "town"), ("source", "x"));
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        foreach (var odd in (string[])["0", "..", "%00", new string('f', 32)])
        {
            using var answer = await GetAsync($"{Start}/{odd}/zeilen", own);
            Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, odd);
        }
    }

    [Fact]
    public async Task Visitors_sign_in_first_and_persons_without_a_centre_may_not()
    {
        using var visitor = await GetAsync(Start, cookie: null);
        Assert.Equal(HttpStatusCode.Redirect, visitor.StatusCode);
        Assert.StartsWith("/de/anmelden?returnUrl=", visitor.Headers.Location!.OriginalString, StringComparison.Ordinal);
        var person = await SignedIn.CookieAsync(site.Services, await SignedIn.PersonAsync(site.Services, "nur-person@example.org"));
        using var refused = await GetAsync(Start, person);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        var administrator = await SignedIn.CookieAsync(site.Services,
            await SignedIn.PersonAsync(site.Services, "verwaltung@example.org", new Duty { Role = Role.Administrator }));
        Assert.Contains("Liste einlesen", await PageAsync(Start, administrator), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_too_large_or_no_list_is_refused_in_words()
    {
        var cookie = await CentreAsync("gross@example.org", "ki-koeln");
        foreach (var (bytes, said) in new (byte[], string)[]
        {
            (new byte[10 * 1024 * 1024], "zu groß"), ([0xFF, 0xD8, 0, 1], "nicht lesen"), ([], "wählen Sie eine Datei"),
        })
        {
            using var answer = await SendAsync(cookie, bytes);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains(said, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Token)), StringComparison.Ordinal);
        }
    }

    private async Task<string> CentreAsync(string email, string centre) => await SignedIn.CookieAsync(
        site.Services, await SignedIn.PersonAsync(site.Services, email, new CentrePerson { CentreKey = centre }));

    private async Task<string> UploadAsync(string cookie, string csv)
    {
        using var answer = await SendAsync(cookie, Encoding.UTF8.GetBytes(csv));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }

    private async Task<HttpResponseMessage> SendAsync(string cookie, byte[] bytes)
    {
        using var content = new MultipartFormDataContent
        {
            { new ByteArrayContent(bytes), "file", "liste.csv" },
        };
        var page = await PageAsync(Start, cookie);
        return await SendAsync(Start, cookie, page, content, (name, value) => content.Add(new StringContent(value), name));
    }

    private Task<HttpResponseMessage> PostAsync(string path, string cookie, string page, params (string Name, string Value)[] fields)
    {
        var all = fields.ToDictionary(field => field.Name, field => field.Value);
        return SendAsync(path, cookie, page, null, (name, value) => all[name] = value, () => new FormUrlEncodedContent(all));
    }

    private readonly Dictionary<string, string> _antiforgery = [];

    private async Task<HttpResponseMessage> SendAsync(
        string path, string cookie, string page, HttpContent? content, Action<string, string> add, Func<HttpContent>? form = null)
    {
        if (AntiforgeryField().Match(page) is { Success: true } field) add("__RequestVerificationToken", field.Groups[1].Value);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content ?? form!() };
        request.Headers.Add("Accept", "text/html");
        request.Headers.Add("Cookie", $"{cookie}; {_antiforgery.GetValueOrDefault(cookie)}");
        return await site.Client.SendAsync(request, Token);
    }

    private async Task<string> PageAsync(string path, string cookie)
    {
        using var answer = await GetAsync(path, cookie);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Token);
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string? cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", "text/html");
        if (cookie is not null) request.Headers.Add("Cookie", $"{cookie}; {_antiforgery.GetValueOrDefault(cookie)}");
        var answer = await site.Client.SendAsync(request, Token);
        if (cookie is not null && answer.Headers.TryGetValues("Set-Cookie", out var set))
        {
            foreach (var one in set.Where(one => !one.StartsWith(cookie.Split('=')[0], StringComparison.Ordinal)))
                _antiforgery[cookie] = one.Split(';')[0];
        }

        return answer;
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var command = site.Database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex AntiforgeryField();
}
