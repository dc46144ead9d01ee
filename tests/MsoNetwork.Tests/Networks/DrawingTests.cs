using MsoNetwork.Networks;

namespace MsoNetwork.Tests.Networks;

/// <summary>Labels of drawings: what they say, and that they lie on nothing.</summary>
public sealed class DrawingTests
{
    [Theory]
    [InlineData("Bana Afrika e.V.", "", "Bana Afrika e.V.")]
    [InlineData("Kommunales Integrationszentrum Hagen", "KI Hagen", "KI Hagen")]
    [InlineData("Kommunales Integrationszentrum Düsseldorf", "", "Kommunales Integ… Düsseldorf")]
    [InlineData("Islamischer Kulturverein Aachen-Nord", "Islamischer Verein (früher)", "Islamischer Kult…achen-Nord")]
    [InlineData("Türkischer Elternverein Gladbeck e.V.", "", "Türkischer Elter… Gladbeck")]
    [InlineData("Deutsch-Russisches Zentrum 1 e.V.", "", "Deutsch-Russisches Zentrum 1")]
    public void A_label_is_the_name_or_what_people_say_or_cut_in_the_middle(string name, string known, string label) =>
        Assert.Equal(label, ShortName.Of(name, known.Length == 0 ? [] : [known]));

    [Fact]
    public void No_label_is_longer_than_it_may_be_or_ends_in_half_a_letter()
    {
        var random = new Random(5);
        string[] words = ["Verein", "für", "𐐷𐐷𐐷", "Kultur", "und", "Integration", "ابتكار", "e.V."];
        for (var round = 0; round < 2_000; round++)
        {
            var name = string.Join(' ', Enumerable.Range(0, 1 + random.Next(12)).Select(_ => words[random.Next(words.Length)]));
            var label = ShortName.Of(name, []);
            Assert.InRange(label.Length, 1, ShortName.Most);
            Assert.DoesNotContain('\uFFFD', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(label)));
        }
    }

    [Fact]
    public void No_label_lies_on_a_node_or_on_another_label()
    {
        var (random, places) = (new Random(3), new LabelPlaces(14));
        var nodes = Enumerable.Range(0, 400).Select(_ => (X: random.NextDouble() * 900, Y: random.NextDouble() * 600)).ToList();
        var taken = nodes.ConvertAll(node => new Box(node.X - 6, node.Y - 6, node.X + 6, node.Y + 6));
        taken.ForEach(places.Take);
        var labels = 0;
        foreach (var (x, y) in nodes)
        {
            if (places.Place(x, y, 6, 40 + (random.NextDouble() * 120)) is not { } box) continue;
            Assert.DoesNotContain(taken, box.Meets);
            taken.Add(box);
            labels++;
        }

        Assert.True(labels > 20, $"{labels}");
    }
}
