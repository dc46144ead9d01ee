using System.Text;
using CsCheck;
using MsoNetwork.Meilisearch;

namespace MsoNetwork.Tests.Meilisearch;

public sealed class FilterTextTests
{
    [Theory]
    [InlineData("plain", "'plain'")]
    [InlineData("it's", @"'it\'s'")]
    [InlineData(@"back\slash", @"'back\\slash'")]
    [InlineData(@"\'", @"'\\\''")]
    [InlineData("AND", "'AND'")]
    [InlineData("' OR id EXISTS OR name = '", @"'\' OR id EXISTS OR name = \''")]
    public void A_value_stands_in_quotes_with_the_backslash_escaped_before_the_quote(string value, string literal) =>
        Assert.Equal(literal, FilterText.Quote(value));

    [Fact]
    public void No_value_breaks_out_of_its_quotes() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["'\"\\ []=,()ANDORTO\n\t_*"], 0, 40])
            .Sample(value => Assert.Equal([value], Literals(FilterText.Equal("topics", value))), iter: 10_000);

    [Fact]
    public void Many_values_stay_as_many_values() =>
        Gen.String[Gen.Char["'\\,[] INab"], 0, 12].Array[1, 5]
            .Sample(values => Assert.Equal(values, Literals(FilterText.In("topics", values))), iter: 10_000);

    [Fact]
    public void A_box_names_the_north_eastern_corner_first_and_latitude_before_longitude() =>
        Assert.Equal("_geoBoundingBox([52.5, 9.4], [50.3, 5.8])", FilterText.Box(south: 50.3, west: 5.8, north: 52.5, east: 9.4));

    [Fact]
    public void Numbers_have_a_point_and_no_exponent()
    {
        Assert.Equal("_geoRadius(0.00001, -0.0000001, 250000)", FilterText.Circle(0.00001, -0.0000001, 250_000));
        Assert.Equal("_geoPoint(51.5, 7.25):asc", FilterText.Nearest(51.5, 7.25));
        Assert.Equal("updatedAt >= 1756684800.123456", FilterText.AtLeast("updatedAt", 1756684800.123456));
    }

    /// <summary>
    /// The quoted literals of a filter, read by the grammar of the contract: a backslash takes the next character as it is.
    /// </summary>
    private static List<string> Literals(string filter)
    {
        var literals = new List<string>();
        for (var at = 0; at < filter.Length; at++)
        {
            if (filter[at] != '\'')
            {
                Assert.DoesNotContain(filter[at], "\\\"");
                continue;
            }

            var literal = new StringBuilder();
            for (at++; filter[at] != '\''; at++)
            {
                if (filter[at] == '\\') at++;
                literal.Append(filter[at]);
            }

            literals.Add(literal.ToString());
        }

        return literals;
    }
}
