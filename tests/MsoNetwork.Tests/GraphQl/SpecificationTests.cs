using System.Net;
using System.Text;
using System.Text.Json;

namespace MsoNetwork.Tests.GraphQl;

/// <summary>Documents and values that GraphQL.NET reads differently than the specification does, or not at all.</summary>
public sealed class SpecificationTests(RunningSite site) : IClassFixture<RunningSite>
{
    [Theory]
    [InlineData("query($x:Organisation=true){places(query:$x){name}}")]
    [InlineData("query($x:Node=1){__typename @skip(if:$x)}")]
    [InlineData("query($x:[Organisation]=[true]){__typename @skip(if:$x)}")]
    [InlineData("query($x:Nope=1){__typename @skip(if:$x)}")]
    [InlineData("query($a:Boolean=null){__typename @include(if:$a)}")]
    [InlineData("query($a:Boolean=null){__typename @skip(if:$a)}", """{"a":true}""")]
    [InlineData("query($t:String){organisations(first:1,filter:{topics:[\"education\",$t]}){totalCount}}")]
    [InlineData("query($t:String){organisations(first:1,filter:{topics:[\"education\",$t]}){totalCount}}", """{"t":"education"}""")]
    [InlineData("query($t:ID){nodes(ids:[$t]){id}}")]
    [InlineData("query($t:String){network(region:\"05315\",topics:[$t]){at}}")]
    [InlineData("query($t:OrganisationStatus){organisations(first:1,filter:{status:[$t]}){totalCount}}", """{"t":null}""")]
    [InlineData("query($t:PartnerCallSubject){partnerCalls(filter:{subjects:[$t]}){totalCount}}", """{"t":null}""")]
    [InlineData("mutation($t:PartnerCallTextInput){createPartnerCall(input:{content:{direction:SEEKS subject:ROOMS texts:[$t]}}){"
        + "result{id}}}")]
    [InlineData("query($x:String=null){suggest(query:$x){places{name}}}")]
    [InlineData("query($x:[String]){nodes(ids:$x){id}}")]
    public async Task A_document_that_is_not_valid_is_refused_in_words(string query, string variables = "{}")
    {
        var answer = await AskAsync(query, variables);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        answer.IsRefusal("INVALID_INPUT");
        Assert.DoesNotContain("Object reference", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("type A{a:Int}")]
    [InlineData("schema{query:Query}")]
    [InlineData("extend type Query{a:Int}")]
    [InlineData("extend schema{query:Query}")]
    [InlineData("extend type Organisation{a:Int}")]
    [InlineData("directive @x on FIELD")]
    [InlineData("scalar S")]
    [InlineData("enum E{A}")]
    [InlineData("input I{a:Int}")]
    [InlineData("interface I{a:Int}")]
    [InlineData("union U=Term")]
    public async Task A_definition_that_cannot_be_executed_is_refused(string definition)
    {
        var answer = await AskAsync("{__typename} " + definition);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        answer.IsRefusal("INVALID_INPUT");
        Assert.Equal(14, answer.Error.GetProperty("locations")[0].GetProperty("column").GetInt32());
    }

    /// <summary>The document is valid, so only the field fails that gets the null.</summary>
    [Theory]
    [InlineData("query($x:String=\"a\"){a:suggest(query:$x){places{name}} __typename}", "a", "query")]
    [InlineData("query($x:VocabularyName=LANGUAGES){a:vocabulary(name:$x){key} __typename}", "a", "name")]
    [InlineData("query($x:Date=\"2026-11-01\"){a:networkChanges(region:\"05315\",from:$x){before{organisations}} __typename}", "a", "from")]
    [InlineData("query($x:Float=5){a:organisations(first:1,filter:{near:{postcode:\"50667\",radiusKm:$x}}){"
        + "totalCount}}", "a", "filter")]
    [InlineData("query($x:String=\"a\"){...F} fragment F on Query{a:places(query:$x){name} a:places(query:$x){key:name}}", "a", "query")]
    [InlineData("query($x:String=\"05\"){a:region(key:$x){name} b:region(key:\"05315\"){name}}", "a", "key",
        """{"a":null,"b":{"name":"Köln"}}""")]
    [InlineData("query($x:String=\"05\",$n:String){a:region(key:$x){name} b:region(key:\"05315\"){name @skip(if:false)} "
        + "c:regions(name:$n,within:$x){name}}", "a", "key")]
    [InlineData("query($x:Boolean=true){a:region(key:\"05315\"){name @include(if:$x)} b:region(key:\"053\"){name}}", "a", "if",
        """{"a":null,"b":{"name":"Regierungsbezirk Köln"}}""")]
    public async Task Null_for_a_variable_with_a_default_fails_the_field_that_takes_none(
        string query, string path, string argument, string? data = null)
    {
        var answer = await AskAsync(query, """{"x":null}""");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        answer.IsRefusal("INVALID_INPUT");
        Assert.Contains("must not be null", answer.Message, StringComparison.Ordinal);
        Assert.Equal((path, argument), (answer.Error.GetProperty("path")[0].GetString(), answer.Argument));
        if (data is not null) Assert.Equal(data, answer.Data.GetRawText());
    }

    [Fact]
    public async Task Null_for_a_condition_with_a_default_fails_what_it_stands_in()
    {
        var answer = await AskAsync("query($a:Boolean=true){__typename @include(if:$a)}", """{"a":null}""");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        answer.IsRefusal("INVALID_INPUT");
        Assert.Equal(JsonValueKind.Null, answer.Data.ValueKind);
    }

    [Theory]
    [InlineData("{organisations(first:1){nodes{...on Node{...on Case{a:message}} a:name}}}", HttpStatusCode.OK)]
    [InlineData("{organisations(first:1){nodes{...on Organisation{a:slug} a:name}}}", HttpStatusCode.BadRequest)]
    [InlineData("{organisations(first:1){nodes{...on Node{a:id} a:name}}}", HttpStatusCode.BadRequest)]
    [InlineData("{organisations(first:1){nodes{...on Node{...on Case{a:createdAt}} a:name}}}", HttpStatusCode.BadRequest)]
    public async Task Fields_of_types_that_never_meet_may_share_a_name_where_their_shape_is_one(string query, HttpStatusCode status) =>
        Assert.Equal(status, (await AskAsync(query, "{}")).Status);

    [Theory]
    [InlineData("{organisations(first:1,filter:{topics:[\"education\"],kinds:[]}){totalCount} "
        + "organisations(first:1,filter:{kinds:[],topics:[\"education\"]}){totalCount}}")]
    [InlineData("{organisations(first:1,filter:{near:{postcode:\"50667\",radiusKm:5}}){totalCount} "
        + "organisations(filter:{near:{radiusKm:5,postcode:\"50667\"}},first:1){totalCount}}")]
    public async Task Fields_of_input_objects_have_no_order(string query) =>
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(query)).Status);

    [Fact]
    public async Task Every_null_by_an_error_has_its_error()
    {
        var answer = await AskAsync("{" + string.Join(' ', Enumerable.Range(0, 12).Select(i => $"a{i}:node(id:\"x\"){{id}}")) + "}");
        Assert.Equal(
            answer.Data.EnumerateObject().Select(field => field.Name),
            answer.Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("path")[0].GetString()));
    }

    [Theory]
    [InlineData("1.0")]
    [InlineData("1e0")]
    [InlineData("100.0")]
    public async Task A_whole_number_is_whole_however_JSON_writes_it(string value)
    {
        var answer = await AskAsync("query($x:Int){places(query:\"bonn\",first:$x){name}}", $$"""{"x":{{value}}}""");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.False(answer.Json.TryGetProperty("errors", out _), answer.Text);
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("1e10")]
    [InlineData("\"1\"")]
    public async Task What_is_no_whole_number_of_32_bits_is_none(string value)
    {
        var answer = await AskAsync("query($x:Int){places(query:\"bonn\",first:$x){name}}", $$"""{"x":{{value}}}""");
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("x", answer.Argument);
    }

    [Fact]
    public async Task An_id_may_be_a_whole_number_in_any_form() =>
        Assert.Contains(
            "is not an id", (await AskAsync("query($x:ID!){node(id:$x){id}}", """{"x":7.0}""")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("\\\\u0000", HttpStatusCode.OK)] // a backslash and five letters
    [InlineData("\\u0000", HttpStatusCode.BadRequest)]
    [InlineData("\\\\\\u0000", HttpStatusCode.BadRequest)]
    [InlineData("\\\\u0000\\u0000", HttpStatusCode.BadRequest)]
    public async Task Behind_a_backslash_u0000_is_a_text(string written, HttpStatusCode status) =>
        Assert.Equal(status, (await AskAsync("query($q:String!){suggest(query:$q){places{name}}}", $$"""{"q":"{{written}}"}""")).Status);

    [Theory]
    [InlineData("gzip", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("br", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("identity", HttpStatusCode.OK)]
    public async Task An_encoded_body_is_refused_with_415(string encoding, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = new StringContent("""{"query":"{__typename}"}""", Encoding.UTF8, "application/json"),
        };
        request.Content.Headers.ContentEncoding.Add(encoding);
        Assert.Equal(status, (await site.SendAsync(request)).Status);
    }

    [Fact]
    public async Task Introspection_tells_of_itself_and_where_scalars_are_specified()
    {
        var answer = await AskAsync(
            "{a:__type(name:\"__Directive\"){fields{name}} date:__type(name:\"Date\"){specifiedByURL} "
            + "time:__type(name:\"DateTime\"){specifiedByURL} geo:__type(name:\"GeoJSON\"){specifiedByURL} "
            + "none:__type(name:\"Int\"){specifiedByURL}}");
        Assert.Contains("\"isRepeatable\"", answer.Data.GetProperty("a").GetRawText(), StringComparison.Ordinal);
        foreach (var scalar in (string[])["date", "time", "geo"])
            Assert.StartsWith(
                "https://", answer.Data.GetProperty(scalar).GetProperty("specifiedByURL").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, answer.Data.GetProperty("none").GetProperty("specifiedByURL").ValueKind);
    }

    private Task<Answer> AskAsync(string query, string variables = "{}") =>
        site.PostAsync(Encoding.UTF8.GetBytes($$"""{"query":{{JsonSerializer.Serialize(query)}},"variables":{{variables}}}"""));
}
