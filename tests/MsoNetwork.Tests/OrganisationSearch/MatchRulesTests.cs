using MsoNetwork.Search;

namespace MsoNetwork.Tests.OrganisationSearch;

/// <summary>The rules of <see cref="MatchRules"/>, by their numbers.</summary>
public sealed class MatchRulesTests(SearchedNetwork network) : IClassFixture<SearchedNetwork>
{
    private const string Women = "Frauenverein Erfundene Rose e.V.";

    [Theory]
    [InlineData("straßenkinder größe", "Straßenkinder Größe e.V.")]
    [InlineData("strassenkinder groesse", "Straßenkinder Größe e.V.")]
    [InlineData("STRASSENKINDER GROSSE", "Straßenkinder Größe e.V.")]
    [InlineData("isik dernegi iyilik", "Işık Derneği İyilik (erfunden)")]
    [InlineData("IŞIK DERNEĞİ", "Işık Derneği İyilik (erfunden)")]
    [InlineData("Ukraina Razom", "Україна Разом (вигадано)")]
    [InlineData("Ukrajina Razom", "Україна Разом (вигадано)")]
    [InlineData("Україна", "Україна Разом (вигадано)")]
    [InlineData("elliniki koinotita", "Ελληνική Κοινότητα (erfunden)")]
    [InlineData("Гедихте", "Gedichte und Lieder (erfunden)")]
    public async Task Rule_1_spellings_diacritics_and_scripts_are_one(string typed, string name) =>
        Assert.Equal(name, (await network.FindAsync(typed))[0]);

    [Theory]
    [InlineData("Kulturs", "Haus der Kulturen (erfunden)")]
    [InlineData("Mädchenhäuser Bonn", "Mädchenhaus Erfindung")]
    [InlineData("Gedicht", "Gedichte und Lieder (erfunden)")]
    public async Task Rule_2_endings_do_not_matter(string typed, string name) => Assert.Equal(name, (await network.FindAsync(typed))[0]);

    [Fact]
    public async Task Rule_3_only_the_last_word_may_be_a_beginning()
    {
        Assert.Contains("Newroz (erfunden)", await network.FindAsync("Newr"));
        Assert.DoesNotContain("Newroz (erfunden)", await network.FindAsync("Newr "));
        Assert.DoesNotContain("Newroz (erfunden)", await network.FindAsync("Newr, Essen"));
    }

    [Theory]
    [InlineData("Nweroz")] // transposed
    [InlineData("Newrroz")] // inserted
    [InlineData("Nwroz")] // left out, five letters
    [InlineData("Mewroz")] // the first letter
    [InlineData("Geschwsiter")] // nine letters and more: one
    [InlineData("Gehcswister")] // two
    [InlineData("Xeschwisder")] // two, the first letter among them
    public async Task Rule_4_typos_are_forgiven(string typed) => Assert.NotEmpty(await network.FindAsync(typed + " "));

    [Theory]
    [InlineData("Hgen", "Erfundene Geschwister")] // of five letters four are left
    [InlineData("Gscwister", "Erfundene Geschwister")]
    [InlineData("Koeln Frauenverin", Women)]
    [InlineData("Koelm Frauenverein", Women)] // five letters, though folded four
    public async Task Rule_4_letters_count_as_typed_or_as_meant(string typed, string name) =>
        Assert.Contains(name, await network.FindAsync(typed + " "));

    [Theory]
    [InlineData("Nwrz ")] // four letters: none
    [InlineData("Nwerzo ")] // two in six letters
    [InlineData("Gehcswitser ")] // three
    [InlineData("52340 ")] // numbers have none
    public async Task Rule_4_but_not_more_than_that(string typed) => Assert.Empty(await network.FindAsync(typed));

    [Theory]
    [InlineData("Frauen Köln", Women)]
    [InlineData("Frauen Verein Köln", Women)]
    [InlineData("Frauenverein Köln", Women)]
    [InlineData("Frauenverein Köln", "Frauen Verein Sonne (erfunden)")]
    [InlineData("Sprache Essen", "Sprachförderung Phantasie")]
    [InlineData("Kinder Aachen", "Straßenkinder Größe e.V.")]
    public async Task Rule_5_compounds_apart_and_together(string typed, string name) =>
        Assert.Contains(name, await network.FindAsync(typed));

    [Theory]
    [InlineData("kadın Köln", Women)]
    [InlineData("women Cologne", Women)]
    [InlineData("نساء كولن", Women)]
    [InlineData("жінки Кельн", Women)]
    [InlineData("Moroccan Duisburg", "Atlas Duisburg (erfunden)")]
    [InlineData("Дортмунд Kurdisch", "Newroz (erfunden)")]
    [InlineData("kurdisch frauen dortmnud deutschkurs", "Newroz (erfunden)")]
    [InlineData("Eltern 52349", "Elternkreis Erfindung")]
    [InlineData("VMDO", "V.M.D.O. (erfunden)")]
    [InlineData("v.m.d.o", "V.M.D.O. (erfunden)")]
    [InlineData("MHE", "Mädchenhaus Erfindung")]
    [InlineData("Siegen", "Erfundene Brücke")]
    [InlineData("almanca kursu Dortmund", "Newroz (erfunden)")]
    [InlineData("iş Bielefeld", "Arbeit für alle (erfunden)")] // work
    [InlineData("dans", "Tanz und mehr (erfunden)")] // dance in Turkish; "in" in French
    [InlineData("femmes dans Dortmund", "Newroz (erfunden)")]
    public async Task Rule_6_terms_and_places_in_any_language(string typed, string name) =>
        Assert.Equal(name, (await network.FindAsync(typed))[0]);

    [Fact]
    public async Task Rule_6_a_name_is_found_in_another_language_behind_those_who_chose_the_term()
    {
        var found = await network.FindAsync("kadın Köln");
        Assert.Equal([Women, "Frauen Verein Sonne (erfunden)"], found[..2]);
    }

    [Theory]
    [InlineData("jüdische Gemeinde")]
    [InlineData("Jewish community")]
    [InlineData("еврейская община")]
    public async Task Rule_6_a_kind_is_found_by_another_word_for_it_and_no_other_faith_is(string typed)
    {
        Assert.Equal(["Haus an der Synagoge (erfunden)"], await network.FindAsync(typed));
        Assert.Equal("Haus an der Synagoge (erfunden)", (await network.FindAsync(typed + " Herne"))[0]);
    }

    [Theory]
    [InlineData("Juden", "Jugend")] // what is known has no typos
    [InlineData("Island", "Islam")]
    [InlineData("Kap Verde", "Verein")]
    [InlineData("român", "Roma")]
    [InlineData("Kirche", "Gelsenkirchen")]
    [InlineData("wie Geld", "Wie")]
    public async Task Rule_6_what_is_known_is_no_guess_at_a_word_beside_it(string typed, string other) =>
        Assert.DoesNotContain(await network.FindAsync(typed), name => name.Contains(other, StringComparison.OrdinalIgnoreCase));

    [Fact]
    public async Task Rule_6_a_country_finds_whom_its_people_are_named_after() =>
        Assert.Equal(["Portugiesische Runde (erfunden)"], await network.FindAsync("Portugal"));

    [Fact]
    public async Task Rule_6_a_word_of_two_letters_is_known_only_as_it_is_spelt() =>
        Assert.DoesNotContain("Arbeit für alle (erfunden)", await network.FindAsync("is Essen"));

    [Theory]
    [InlineData("Frauen Verei", false)] // Vereinigte Staaten, Vereinigtes Königreich and others
    [InlineData("Frauen Antidiskrim", true)]
    public async Task Rule_6_a_beginning_of_many_terms_is_none_of_them_yet(string typed, bool isOne)
    {
        var last = (await network.SearchAsync(typed, "understood { parts { terms { vocabulary } } }"))
            .GetProperty("understood")
            .GetProperty("parts")
            .EnumerateArray()
            .Last();
        Assert.Equal(isOne, last.GetProperty("terms").GetArrayLength() > 0);
    }

    [Fact]
    public async Task Rule_6_a_filler_that_is_a_term_elsewhere_stays_a_filler_beside_words() =>
        Assert.Equal(["femmes", "Dortmund"], (await network.SearchAsync("femmes dans Dortmund", "understood { parts { typed } }"))
            .GetProperty("understood").GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("typed").GetString()));

    [Fact]
    public async Task Rule_6_a_towns_neighbours_come_behind_it()
    {
        var found = await network.FindAsync("Eltern Düren");
        Assert.Equal(["Elternkreis Erfindung", "Elternrunde Erfindung"], found[..2]);
    }

    [Fact]
    public async Task Rule_7_who_lacks_a_part_follows_when_few_have_them_all()
    {
        var found = await network.FindAsync("Gedichte Münster Newroz");
        Assert.Contains("Gedichte und Lieder (erfunden)", found);
        Assert.Empty(await network.FindAsync("Xylophonspieler"));
        Assert.Equal(5, MatchRules.Needed([0, 0, 0, 0, 0, 10]));
        Assert.Equal(4, MatchRules.Needed([90, 0, 0, 0, 9, 1]));
        Assert.Equal(2, MatchRules.Needed([90, 9, 9, 0, 0, 0]));
        Assert.Equal(1, MatchRules.Needed([90, 0, 0, 0]));
    }

    [Fact]
    public async Task Rule_8_the_field_decides_before_exactness() => Assert.Equal(
        ["Gedichte und Lieder (erfunden)", "Erfundene Runde", "Erfundener Kreis"], await network.FindAsync("Gedichte "));

    [Fact]
    public async Task Rule_8_fewer_typos_before_the_field() => Assert.Equal(
        "Erfundener Kreis", (await network.FindAsync("Erfundener Krieis "))[0]);

    [Fact]
    public async Task Rule_8_the_very_word_in_a_name_before_another_ending_with_the_term() =>
        Assert.Equal(["Ein Haus der Kultur (erfunden)", "Haus der Kulturen (erfunden)"], (await network.FindAsync("Kultur Essen"))[..2]);

    [Fact]
    public async Task Rule_8_the_term_asked_for_before_one_below_it_wherever_the_town_is_named() =>
        Assert.Equal(
            ["Runde mit Thema (erfunden)", "Witten lernt (erfunden)"],
            await network.FindAsync("education Witten", ", filter: {regions: [\"05954036\"]}")
        );

    [Fact]
    public async Task Rule_9_without_words_by_name_or_distance()
    {
        var names = await network.FindAsync("");
        Assert.Equal(32, names.Count);
        Assert.Equal("Arbeit für alle (erfunden)", names[0]);
        Assert.Equal(
            "Elternkreis Erfindung",
            (await network.FindAsync("", ", filter: {near: {municipality: \"Düren\", radiusKm: 200}}"))[0]
        );
    }

    [Theory]
    [InlineData("-")]
    [InlineData("😀 !!! )(")]
    [InlineData("…")]
    [InlineData("\"\\' & | : * <-> %_")]
    public async Task Signs_alone_find_nothing_while_an_empty_text_lists_all(string typed) => Assert.Empty(await network.FindAsync(typed));

    [Fact]
    public async Task Emoji_and_signs_beside_words_do_not_matter() =>
        Assert.Equal("Newroz (erfunden)", (await network.FindAsync("🎉Newroz!!! ❤"))[0]);

    [Fact]
    public async Task A_place_with_kilometres_is_a_circle()
    {
        var answer = await network.SearchAsync(
            "Eltern Aachen 30km",
            "understood { parts { typed } around { radiusKm place { name } } } edges { distanceKm node { name } }"
        );
        Assert.Equal(
            """{"parts":[{"typed":"Eltern"}],"around":{"radiusKm":30,"place":{"name":"Aachen"}}}""",
            answer.GetProperty("understood").GetRawText()
        );
        var edges = answer.GetProperty("edges").EnumerateArray().ToList();
        Assert.Equal("Elternkreis Kaiserstadt (erfunden)", edges[0].GetProperty("node").GetProperty("name").GetString());
        Assert.All(edges, edge => Assert.InRange(edge.GetProperty("distanceKm").GetDouble(), 0, 30));
        Assert.Equal(3, (await network.FindAsync("Eltern im Umkreis von 40 km um Aachen")).Count);
    }
}
