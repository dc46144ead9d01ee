using System.Text.Json;

namespace MsoNetwork.Tests.OrganisationSearch;

/// <summary>How words are read: as they are spelt, without guesses, and without what every entry is.</summary>
public sealed class ReadingTests(SearchedNetwork network) : IClassFixture<SearchedNetwork>
{
    [Theory]
    [InlineData("یمن", "YE")] // not ایمان, faith
    [InlineData("غانا", "GH")] // not غناء, singing
    [InlineData("غنا", "GH")]
    [InlineData("آسيا", "asia")] // not Ossetic
    [InlineData("بربری", "ber tamazight")]
    [InlineData("yaşlı", "seniors")] // not ясли, a nursery
    [InlineData("ясли", "early-childhood")]
    [InlineData("fête", "event")] // not fete, girls
    [InlineData("تابعیت", "naturalisation")] // not طبیعت, nature
    [InlineData("طبیعت", "environment")]
    [InlineData("românilor", "RO")] // never Roma
    [InlineData("نوروز", "event")] // not Nauru
    [InlineData("تمويل", "funding")] // not Tamil
    [InlineData("bağış", "development")] // not prevention
    [InlineData("nemeckij", "language-de")] // c = ts
    [InlineData("nemezkij", "language-de")]
    [InlineData("kursy nemetskogo", "language-de")]
    [InlineData("kursy nemeckogo", "language-de")]
    [InlineData("nimecka mova", "language-de")]
    [InlineData("detskij sad", "early-childhood")]
    [InlineData("zhenshchiny", "women")]
    [InlineData("zhenschiny", "women")]
    [InlineData("zenschiny", "women")]
    [InlineData("jenshchiny", "women")]
    [InlineData("schinky", "women")]
    [InlineData("perevodcik", "interpreting")]
    [InlineData("kurdî", "kurdish ku")]
    [InlineData("کورس", "course")] // Dari
    [InlineData("رضاکار", "volunteering")]
    [InlineData("ژنان", "women")] // Sorani
    [InlineData("کوردستان", "kurdish")]
    [InlineData("Mikroförderung", "funding house-of-resources")]
    [InlineData("Geld", "funding")]
    [InlineData("hibe başvurusu", "funding")]
    [InlineData("Kinderbetreuung", "early-childhood child-care")]
    [InlineData("barrierefreie Räume", "accessible-rooms")]
    [InlineData("rollstuhlgerecht", "accessible-rooms")]
    [InlineData("Dolmetscher Arabisch", "interpreting ar arab-world")]
    [InlineData("Moschee", "mosque")]
    [InlineData("Cemevi", "cem-house")]
    [InlineData("еврейская община", "synagogue")]
    [InlineData("евреи", "synagogue")]
    [InlineData("Geld für Projekt", "funding")]
    [InlineData("where can i learn german", "language-de")]
    [InlineData("كنيسة", "church-community")] // Arabic
    [InlineData("کنیسه", "synagogue")] // Persian, with the letters of its keyboard
    [InlineData("madchn", "women")] // one typo, one mark not typed
    [InlineData("cocuklr", "children")]
    [InlineData("gonululuk", "volunteering")]
    [InlineData("Raum in Köln", "room-lending")]
    [InlineData("§ 24", "residence-law")]
    [InlineData("Koran", "mosque")] // not Korean
    [InlineData("DITIB Gemeinde", "mosque")] // a community, no church
    [InlineData("الإيمان", "religion")] // faith, not Yemen
    [InlineData("أغاني", "music")] // songs, not Ghana
    [InlineData("عروسی", "event")] // a wedding, not Russian
    [InlineData("علوي", "cem-house")] // not Uyghur
    [InlineData("Krebs", "health-care")] // no Kreis
    [InlineData("Oma", "seniors")] // not Oman
    [InlineData("bergisch Frauen", "women")] // a landscape, not Belgium
    [InlineData("money for our project", "funding")] // no projector
    public async Task A_word_means_what_it_is_spelt_as(string typed, string terms) =>
        Assert.Equal(terms.Split(' ').Order(), (await TermsAsync(typed)).Order());

    [Theory]
    [InlineData("dernekler ve kurslar", "course")] // dernekler is not erkekler, men
    [InlineData("stowarzyszenie", "")] // not towarzyszenie, accompaniment
    [InlineData("migrants", "")] // in any language no word for women
    [InlineData("Migranten", "")]
    [InlineData("мигранты", "")]
    [InlineData("migrantów", "")]
    [InlineData("migranților", "")]
    [InlineData("kurma", "kmr")] // a beginning, no typo of Burma
    [InlineData("Alevy", "")] // no typo of elevi, pupils
    [InlineData("migrantes", "")]
    [InlineData("Der", "")] // the article, not Kurmanji dêr, a church
    [InlineData("kardeş ", "")] // brother: French kurdes has no ş
    [InlineData("Ferrari ", "")] // no typo of Kurmanji fêrkarî, whose marks are missing too
    [InlineData("Raum Köln", "")] // the surroundings of Köln, no room
    [InlineData("project", "")]
    [InlineData("ONG", "")] // what every entry is
    [InlineData("çalışma", "")]
    [InlineData("Projekt", "")] // no beginning of Projektor, which is lent
    public async Task A_word_is_no_guess_at_another(string typed, string terms) =>
        Assert.Equal(terms.Split(' ', StringSplitOptions.RemoveEmptyEntries), await TermsAsync(typed));

    [Theory]
    [InlineData("Vereine für Frauen in Köln")]
    [InlineData("dernekleri Frauen Köln")]
    [InlineData("جمعيات نساء كولن")]
    [InlineData("انجمن زنان کلن")]
    [InlineData("громада жінки Кельн")]
    [InlineData("община женщины Кёльн")]
    [InlineData("association femmes Cologne")]
    [InlineData("stowarzyszenia kobiety Kolonia")]
    [InlineData("asociația femei Köln")]
    [InlineData("komeleya jin Köln")]
    [InlineData("community women Cologne")]
    [InlineData("beim Verein vom Frauen ins Köln")]
    public async Task Words_for_association_say_nothing_beside_others(string typed)
    {
        var answer = await network.SearchAsync(typed, "understood { parts { typed } } nodes { name }");
        Assert.Equal(2, answer.GetProperty("understood").GetProperty("parts").GetArrayLength());
        var first = answer.GetProperty("nodes").EnumerateArray().Take(2).Select(node => node.GetProperty("name").GetString());
        Assert.Equal(["Frauen Verein Sonne (erfunden)", "Frauenverein Erfundene Rose e.V."], first.Order());
    }

    [Theory]
    [InlineData("xyzzy Hagen", "Hagen", "xyzzy")]
    [InlineData("xyzzy plugh Hagen", "Hagen", "xyzzy plugh")]
    [InlineData("beim xyzzy in Hagen", "Hagen", "xyzzy")]
    [InlineData("Frauen Köln", "Frauen Köln", "")]
    [InlineData("var mı Hagen", "Hagen", "")]
    [InlineData("أبحث عن Hagen", "Hagen", "")]
    [InlineData("ez komeleya Hagen", "Hagen", "")]
    [InlineData("je cherche une association près de Hagen", "Hagen", "")]
    [InlineData("با Hagen", "Hagen", "")]
    [InlineData("xyzzy", "", "xyzzy")]
    [InlineData("Verein xyzzy", "Verein", "xyzzy")]
    [InlineData("Newro xyzzy", "Newro", "xyzzy")] // a beginning, where nothing else is found
    public async Task The_answer_says_which_words_were_found(string typed, string matched, string unmatched)
    {
        var answer = await network.SearchAsync(typed, "totalCount matchedWords unmatchedWords");
        Assert.Equal(matched.Split(' ', StringSplitOptions.RemoveEmptyEntries), Texts(answer, "matchedWords"));
        Assert.Equal(unmatched.Split(' ', StringSplitOptions.RemoveEmptyEntries), Texts(answer, "unmatchedWords"));
        Assert.Equal(matched.Length > 0, answer.GetProperty("totalCount").GetInt32() > 0);
    }

    [Theory]
    [InlineData("Hagen 20 km", "xyzzy")]
    [InlineData("Köln 10 km", "xyzzy plugh")]
    public async Task Words_that_nobody_has_do_not_empty_a_circle(string circle, string words)
    {
        var all = await network.SearchAsync(circle, "totalCount nodes { id }");
        var asked = await network.SearchAsync($"{words} {circle}", "totalCount unmatchedWords nodes { id }");
        Assert.True(all.GetProperty("totalCount").GetInt32() > 0);
        Assert.Equal(all.GetProperty("nodes").GetRawText(), asked.GetProperty("nodes").GetRawText());
        Assert.Equal(words.Split(' '), Texts(asked, "unmatchedWords"));
    }

    [Theory]
    [InlineData("Hagen civarı 20 km")]
    [InlineData("Hagen در فاصلهٔ 20 کیلومتر")]
    [InlineData("Hagen في محيط 20 كم")]
    public async Task A_circle_is_asked_for_in_other_languages_too(string typed)
    {
        var answer = await network.SearchAsync(typed, "totalCount unmatchedWords understood { around { place { name } } }");
        Assert.Equal("Hagen", answer.GetProperty("understood").GetProperty("around").GetProperty("place").GetProperty("name").GetString());
        Assert.Empty(Texts(answer, "unmatchedWords"));
    }

    [Fact]
    public async Task Each_hit_says_what_it_has_and_who_has_more_comes_first()
    {
        var edges = (await network.SearchAsync("Frauen Hagen xyzzy", "unmatchedWords edges { matchedWords }"))
            .GetProperty("edges").EnumerateArray().Select(edge => Texts(edge, "matchedWords").ToList()).ToList();
        Assert.All(edges, has => Assert.Subset(new HashSet<string> { "Frauen", "Hagen" }, has.ToHashSet()));
        Assert.Equal(edges.Select(has => has.Count).OrderDescending(), edges.Select(has => has.Count));
        Assert.Contains(edges, has => has.Count == 1);
    }

    [Fact]
    public async Task Beside_a_place_no_other_place_is_guessed()
    {
        var parts = (await network.SearchAsync("Dortmund Hörde", "understood { parts { regions { name } } }")) // Hörde is not Voerde
            .GetProperty("understood").GetProperty("parts").EnumerateArray();
        var regions = parts.SelectMany(part => part.GetProperty("regions").EnumerateArray());
        Assert.Equal(["Dortmund"], regions.Select(one => one.GetProperty("name").GetString()));
    }

    [Theory]
    [InlineData("Ruhrgebiet", "05112 05113 05117 05119 05512 05513 05911 05913 05914 05915 05916 05170 05562 05954 05978")]
    [InlineData("Ruhr area", "05112 05113 05117 05119 05512 05513 05911 05913 05914 05915 05916 05170 05562 05954 05978")]
    [InlineData("OWL", "057")]
    [InlineData("Ostwestfalen-Lippe", "057")]
    [InlineData("Ostwestfalen", "05711 05754 05758 05762 05770 05774")]
    [InlineData("Münsterland", "05515 05554 05558 05566 05570")]
    [InlineData("Sauerland", "05958 05962 05966 05974")]
    [InlineData("Siegerland", "05970")]
    [InlineData("Niederrhein", "05112 05114 05116 05154 05162 05166 05170")]
    [InlineData("Bergisches Land", "05120 05122 05124 05374 05378")]
    [InlineData("Eifel", "05334 05358 05366")]
    [InlineData("Rheinland", "051 053")]
    [InlineData("Westfalen", "055 057 059")]
    [InlineData("Lippe", "05766")]
    [InlineData("Rhein-Sieg", "05382")]
    [InlineData("Rhein-Erft", "05362")]
    [InlineData("Ennepe-Ruhr", "05954")]
    [InlineData("Siegen-Wittgenstein", "05970")]
    [InlineData("Hochsauerland", "05958")]
    [InlineData("Köln-Kalk", "05315000")]
    [InlineData("im Raum Köln", "05315000")]
    [InlineData("Umgebung von Bonn", "05314000")]
    [InlineData("Großraum Düsseldorf", "05111000")]
    [InlineData("Bad Godesberg", "05314000")]
    public async Task Places_are_understood_by_the_names_that_people_use(string typed, string keys)
    {
        var understood = (await network.SearchAsync(typed, "understood { parts { terms { vocabulary } regions { key } } }"))
            .GetProperty("understood").GetProperty("parts").EnumerateArray().ToList();
        var regions = understood.SelectMany(part => part.GetProperty("regions").EnumerateArray());
        Assert.Equal(keys.Split(' ').Order(), regions.Select(region => region.GetProperty("key").GetString()).Order());
        Assert.All(understood, part => Assert.Equal(0, part.GetProperty("terms").GetArrayLength()));
    }

    [Theory]
    [InlineData("Kultur Ruhrgebiet", "Essen")]
    [InlineData("Frauen Rheinland", "Köln")]
    [InlineData("Tanz OWL", "Minden")]
    public async Task A_landscape_is_made_of_its_districts(string typed, string town) =>
        Assert.Equal(town, (await network.SearchAsync(typed, "nodes { seat { town } }")).GetProperty("nodes")[0].GetProperty("seat")
            .GetProperty("town").GetString());

    [Theory]
    [InlineData("Köln-Kalk", "Köln")]
    [InlineData("Dortmund Nordstadt", "Dortmund")]
    [InlineData("Düsseldorf Bilk", "Düsseldorf")]
    [InlineData("Bad Godesberg", "Bonn")]
    [InlineData("Kreis Unna", "Unna")]
    [InlineData("Stadt Köln", "Köln")]
    [InlineData("D-50667 Köln", "Köln")]
    public async Task The_place_field_takes_what_the_search_takes(string typed, string town)
    {
        var answer = await Question.AskAsync(
            network.Services,
            "query ($text: String!) { places(query: $text, first: 1) { name } }",
            JsonSerializer.Serialize(new { text = typed })
        );
        Assert.Equal(town, answer.GetProperty("data").GetProperty("places")[0].GetProperty("name").GetString());
    }

    private async Task<List<string>> TermsAsync(string typed) =>
    [
        .. (await network.SearchAsync(typed, "understood { parts { terms { term { key } } } }"))
            .GetProperty("understood")
            .GetProperty("parts")
            .EnumerateArray()
            .SelectMany(part => part.GetProperty("terms").EnumerateArray())
            .Select(term => term.GetProperty("term").GetProperty("key").GetString()!)
            .Distinct(),
    ];

    private static IEnumerable<string> Texts(JsonElement answer, string field) =>
        answer.GetProperty(field).EnumerateArray().Select(text => text.GetString()!);
}
