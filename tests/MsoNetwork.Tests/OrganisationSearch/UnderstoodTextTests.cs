using System.Text.Json;

namespace MsoNetwork.Tests.OrganisationSearch;

/// <summary>
/// What a text is understood as: places with kilometres in many languages, elisions, compounds that nobody has in his name.
/// </summary>
public sealed class UnderstoodTextTests(SearchedNetwork network) : IClassFixture<SearchedNetwork>
{
    [Theory]
    [InlineData("Eltern 20 km um Aachen", "Eltern", 20)]
    [InlineData("20km Aachen Eltern", "Eltern", 20)]
    [InlineData("parents within 20 kilometres of Aachen", "parents", 20)]
    [InlineData("parents à 20 km d'Aix-la-Chapelle", "parents", 20)]
    [InlineData("rodzice 20 km od Akwizgranu", "rodzice", 20)]
    [InlineData("родители в радиусе 20 км от Аахена", "родители", 20)]
    [InlineData("батьки 20 кілометрів від Аахен", "батьки", 20)]
    [InlineData("Aachen çevresinde 20 km ebeveyn", "ebeveyn", 20)]
    [InlineData("والدین آخن ۲۰ کیلومتر", "والدین", 20)]
    [InlineData("آخن ٢٠ كم", null, 20)]
    [InlineData("52062 20 km", null, 20)] // a postcode is a place too
    [InlineData("Aachen 2,5 km", null, 2.5)]
    [InlineData("Aachen 2.5km", null, 2.5)]
    [InlineData("Aachen 99999 km", null, 500)] // no farther than NRW is wide
    public async Task Kilometres_beside_a_place_are_a_circle_in_many_languages(string typed, string? left, double km)
    {
        var (parts, around) = await UnderstoodAsync(typed);
        Assert.Equal(left is null ? [] : [left], parts);
        Assert.Equal(("Aachen", km), around);
    }

    [Theory]
    [InlineData("Wie finde ich einen Deutschkurs?", "Deutschkurs")]
    [InlineData("Hilfe für Frauen", "Frauen")]
    [InlineData("Ich bin neu in Köln", "Köln")]
    [InlineData("Wo kann mein Kind Deutsch lernen", "Kind", "Deutsch lernen")]
    [InlineData("Hilfe", "Hilfe")]
    [InlineData("Hilfe Köln", "Hilfe", "Köln")]
    [InlineData("where can I find help for women", "women")]
    [InlineData("Nerede Almanca kursu bulabilirim", "Almanca kursu", "bulabilirim")]
    public async Task The_words_of_a_question_are_not_looked_for(string typed, params string[] parts)
    {
        var (found, around) = await UnderstoodAsync(typed);
        Assert.Equal(parts, found);
        Assert.Null(around);
    }

    [Theory]
    [InlineData("Aachen 0 km", "Aachen")] // the place itself
    [InlineData("Kolo Aachen", "Kolo", "Aachen")] // "around" in Polish, elsewhere a dance
    [InlineData("Eltern Aachen", "Eltern", "Aachen")]
    public async Task Without_kilometres_a_place_is_something_to_look_for(string typed, params string[] parts)
    {
        var (found, around) = await UnderstoodAsync(typed);
        Assert.Equal(parts, found);
        Assert.Null(around);
    }

    [Theory]
    [InlineData("Köln'de kadın", "Köln", "kadın")] // in Köln
    [InlineData("Köln’deki kadın", "Köln", "kadın")]
    [InlineData("l'école Essen", "école", "Essen")]
    [InlineData("women's Essen", "women", "Essen")]
    [InlineData("сім'я Essen", "сім'я", "Essen")] // a letter
    [InlineData("Qur'an Essen", "Qur'an", "Essen")]
    public async Task Elisions_and_cases_at_an_apostrophe_are_left_out(string typed, params string[] parts) =>
        Assert.Equal(parts, (await UnderstoodAsync(typed)).Parts);

    [Theory]
    [InlineData("\u202eEssen\u202c Frauen", "Essen", "Frauen")] // turns the line round
    [InlineData("\ufeffEssen\u200f", "Essen")]
    [InlineData("Es\u00adsen", "Essen")] // a soft hyphen
    [InlineData("آش\u200cپزی Essen", "آش\u200cپزی", "Essen")] // belongs to the word
    public async Task Marks_that_cannot_be_seen_do_not_come_back(string typed, params string[] parts) =>
        Assert.Equal(parts, (await UnderstoodAsync(typed)).Parts);

    [Theory]
    [InlineData("Mädchenkreis Köln")] // nobody is called so, and nobody has both words
    [InlineData("KADIN Köln")]
    [InlineData("KADINLAR Köln")]
    public async Task Women_in_Cologne_are_found(string typed) =>
        Assert.Equal("Frauenverein Erfundene Rose e.V.", (await network.FindAsync(typed))[0]);

    [Theory]
    [InlineData("kültür", "KÜLTÜR")]
    [InlineData("eğitim", "EĞİTİM")]
    [InlineData("iş", "İŞ")]
    [InlineData("kadın", "kadin")]
    public async Task Turkish_capitals_find_what_small_letters_find(string small, string other) =>
        Assert.Equal(await network.FindAsync(small), await network.FindAsync(other));

    private async Task<(string[] Parts, (string, double)? Around)> UnderstoodAsync(string typed)
    {
        var understood = (
            await network.SearchAsync(typed, "understood { parts { typed } around { radiusKm place { name } } }")
        ).GetProperty("understood");
        var around = understood.GetProperty("around");
        return (
            [.. understood.GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("typed").GetString()!)],
            around.ValueKind == JsonValueKind.Null
                ? null
                : (around.GetProperty("place").GetProperty("name").GetString()!, around.GetProperty("radiusKm").GetDouble())
        );
    }
}
