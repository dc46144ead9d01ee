using System.CommandLine;
using MsoNetwork.Web.Commands;

namespace MsoNetwork.Tests.Serving;

public sealed class CommandLineTests
{
    private static readonly string[] Nonsense = ["abc", "", "1.5.2", "1,5", "99999999999999999999999", "-1", "NaN", "--", "٣"];

    [Fact]
    public void What_is_no_number_is_an_error_of_the_option_that_takes_one_and_never_a_crash()
    {
        var asked = 0;
        foreach (var (path, command) in Commands([], CommandLine.Create()))
        {
            foreach (var option in command.Options.Where(option => option.ValueType.IsPrimitive && option.ValueType != typeof(bool)))
            {
                foreach (var value in Nonsense)
                {
                    var parsed = CommandLine.Create().Parse([.. path, .. command.Arguments.Select(_ => "x"), option.Name, value]);
                    Assert.True(
                        parsed.Errors.Any(error => error.Message.Contains(option.Name, StringComparison.Ordinal)),
                        $"{string.Join(' ', path)} {option.Name} takes \"{value}\""
                    );
                    asked++;
                }
            }
        }

        Assert.True(asked > 8 * Nonsense.Length);
    }

    [Theory]
    [InlineData("seed", "--synthetic", "0")]
    [InlineData("seed", "--synthetic", "5000001")]
    [InlineData("seed", "--synthetic", "1", "--synthetic", "2")]
    [InlineData("missed-searches", "--days", "367")]
    [InlineData("missed-searches", "--days", "-1")]
    [InlineData("evaluate-matching", "--organisations", "49")]
    [InlineData("evaluate-search", "x", "--floor", "1.1")]
    public void A_number_out_of_bounds_is_an_error(params string[] arguments) =>
        Assert.NotEmpty(CommandLine.Create().Parse(arguments).Errors);

    [Theory]
    [InlineData("seed", "--synthetic", "5000000", "--random-seed", "18446744073709551615")]
    [InlineData("missed-searches", "--days", "1")]
    [InlineData("missed-searches")]
    [InlineData("evaluate-search", "x", "--floor", "0.935", "--kind-floor", "1", "--worst", "20")]
    [InlineData("export", "network", "--outside", "2")]
    public void A_number_within_bounds_is_taken(params string[] arguments) => Assert.Empty(CommandLine.Create().Parse(arguments).Errors);

    private static IEnumerable<(string[] Path, Command Command)> Commands(string[] path, Command command) =>
        [(path, command), .. command.Subcommands.SelectMany(one => Commands([.. path, one.Name], one))];
}
